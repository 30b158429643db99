FROM node:20-bookworm-slim
WORKDIR /moothall
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run prepare && mkdir -p var && chown -R node .
USER node
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["start"]
