import type { Methods } from './slack-asked.ts';
import { app, type File, type Message, type Payload, type Place, SlackNo } from './slack-message.ts';
import { isObject } from './slack-texts.ts';
import type { Workspace } from './slack-workspace.ts';

/** Files: their bytes over their own addresses, and what the app does with them. */
export function slackFiles(
  workspace: Workspace,
  at: { url(): string; posted(place: Place, message: Message): void },
) {
  const tell = ({ id, name, title, type, by, bytes }: File): Payload => ({
    id,
    name,
    title,
    mimetype: type,
    filetype: name.split('.').at(-1) ?? '',
    user: by,
    size: bytes?.length ?? 0,
    mode: 'hosted',
    file_access: 'visible',
    is_external: false,
    url_private: `${at.url()}/files-pri/${id}/${encodeURIComponent(name)}`,
    url_private_download: `${at.url()}/files-pri/${id}/download/${encodeURIComponent(name)}`,
    permalink: `https://marlcombe.slack.com/files/${by}/${id}/${encodeURIComponent(name)}`,
  });
  workspace.tellFilesBy(tell);

  const make = (name: string, by: string, type: string, bytes: Uint8Array | null): File => {
    const made = {
      id: workspace.nextId('F'),
      name,
      title: name,
      by,
      type,
      bytes,
      doneAt: bytes === null ? null : Number.NEGATIVE_INFINITY,
    };
    workspace.files.set(made.id, made);
    return made;
  };
  const found = (id: string): File => {
    const file = workspace.files.get(id);
    if (file === undefined) throw new SlackNo('file_not_found');
    return file;
  };
  const scopes = ['files:write'];

  const methods: Methods = {
    'files.getUploadURLExternal': {
      scopes,
      act(args) {
        const file = make(args.text('filename'), app.user, 'application/octet-stream', null);
        args.count('length', 0, Infinity);
        return { upload_url: `${at.url()}/upload/${file.id}`, file_id: file.id };
      },
    },
    'files.completeUploadExternal': {
      scopes,
      act(args) {
        const asked = args.json('files');
        if (!Array.isArray(asked) || asked.length === 0) throw new SlackNo('invalid_arguments');
        const files = asked.filter(isObject).map(({ id, title }) => {
          const file = found(String(id));
          if (file.bytes === null) throw new SlackNo('file_not_found');
          if (typeof title === 'string') file.title = title;
          file.doneAt = performance.now();
          return file;
        });
        const to = args.optional('channel_id');
        if (to !== null) {
          const place = workspace.open(to);
          const thread = args.optional('thread_ts');
          if (thread !== null && workspace.find(place, thread) === null)
            throw new SlackNo('thread_not_found');
          const text = args.optional('initial_comment') ?? '';
          at.posted(place, workspace.say(place, app.user, text, { files, thread, subtype: 'file_share' }));
        }
        return { files: files.map(tell) };
      },
    },
    'files.info': { scopes: ['files:read'], act: (args) => ({ file: tell(found(args.text('file'))) }) },
    'files.delete': {
      scopes,
      act(args) {
        workspace.files.delete(found(args.text('file')).id);
        return {};
      },
    },
  };

  return {
    methods,
    make,
    /** The bytes that were asked for; null when there are none. */
    bytes: (id: string): File | null => workspace.files.get(id) ?? null,
    /** Take in what is uploaded to the address given for it; false when there is none. */
    upload(id: string, bytes: Uint8Array): boolean {
      const file = workspace.files.get(id);
      if (file === undefined || file.bytes !== null) return false;
      file.bytes = bytes;
      return true;
    },
  };
}
