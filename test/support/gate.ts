import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterwards } from './postgres.ts';

/** A way to a server that can be shut: what a client sees of a server that stopped and came back. */
export interface Gate {
  readonly port: number;
  /** Cut every connection and refuse new ones. */
  shut(): Promise<void>;
  /** Let connections through again, on the same port. */
  open(): Promise<void>;
}

/** A gate before a port of this machine, open. Shut afterwards. */
export async function aGate(to: number): Promise<Gate> {
  const through = new Set<Socket>();
  let port = 0;
  let server = createServer();
  const open = async (): Promise<void> => {
    server = createServer((from) => {
      const onward = connect(to, '127.0.0.1');
      for (const socket of [from, onward]) {
        through.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          from.destroy();
          onward.destroy();
          through.delete(socket);
        });
      }
      from.pipe(onward).pipe(from);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  };
  const shut = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    for (const socket of through) socket.destroy();
    await once(server, 'close');
  };
  await open();
  afterwards(shut);
  return { port, open, shut };
}
