import type { IncomingMessage, ServerResponse } from 'node:http';
import type { slackAnswers } from './slack-answers.ts';
import { bearer, bodyOf } from './slack-calls.ts';
import type { slackFiles } from './slack-files.ts';
import { SlackNo } from './slack-message.ts';

/** Every address of this Slack: its API, files up and down, and where the app may answer later. */
export function slackDoors(to: {
  readonly files: Pick<ReturnType<typeof slackFiles>, 'upload' | 'bytes'>;
  readonly answers: Pick<ReturnType<typeof slackAnswers>, 'take'>;
  take(request: IncomingMessage, response: ServerResponse, method: string): Promise<void>;
  /** Whether this token may read files. */
  reads(token: string | null): boolean;
}) {
  const upload = async (request: IncomingMessage, response: ServerResponse, id: string): Promise<void> => {
    const body = await bodyOf(request);
    const done = request.method === 'POST' && to.files.upload(id, body);
    response.writeHead(done ? 200 : 404).end(done ? `OK - ${body.length}` : '');
  };
  const later = async (request: IncomingMessage, response: ServerResponse, id: string): Promise<void> => {
    try {
      to.answers.take(id, JSON.parse((await bodyOf(request)).toString('utf8')));
      response.writeHead(200).end('ok');
    } catch (no) {
      if (!(no instanceof SlackNo)) throw no;
      response.writeHead(404).end(no.message);
    }
  };
  const download = async (request: IncomingMessage, response: ServerResponse, id: string): Promise<void> => {
    // Without a token Slack shows its page to sign in, and says that all is well.
    if (!to.reads(bearer(request))) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
      return;
    }
    const file = to.files.bytes(id);
    if (file?.bytes == null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
  };
  const doors: Readonly<Record<string, typeof upload>> = {
    api: to.take,
    upload,
    response: later,
    'files-pri': download,
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, first = '', second = ''] = new URL(request.url ?? '', 'http://local').pathname.split('/');
    const door = doors[first];
    if (door === undefined) response.writeHead(404).end();
    else await door(request, response, second);
  };
}
