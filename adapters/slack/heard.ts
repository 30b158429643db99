/** Who did something: a member of a workspace. `at` is the workspace that told us. */
export interface Who {
  readonly user: string;
  readonly team: string;
  readonly at: string;
}

/** Where something was said. `thread` is the first post of its thread; null for a post that is in none. */
export interface Spot {
  readonly place: string;
  readonly thread: string | null;
}

/** Something said in a thread. `parent` is who began the thread, where Slack says. */
export interface InThread extends Spot {
  readonly parent: string | null;
}

/** Someone posted in a thread. */
export interface Post extends InThread {
  readonly is: 'post' | 'edit';
  readonly who: Who;
  readonly ts: string;
  readonly markup: string;
  /** Unicode by name, of the emoji in it. */
  readonly emoji: ReadonlyMap<string, string>;
  readonly files: number;
  /** The same however often Slack tells of it. */
  readonly key: string;
}

export interface Deletion extends InThread {
  readonly is: 'deletion';
  /** Who had written it: Slack does not say who took it back. */
  readonly who: Who;
  readonly ts: string;
  readonly key: string;
}

/** A button was pressed, or something chosen. */
export interface Press extends Partial<Spot> {
  readonly is: 'press';
  readonly who: Who;
  readonly action: string;
  readonly value: string;
  /** Opens a modal, for three seconds. */
  readonly trigger: string;
  readonly view: View | null;
  readonly key: string;
}

/** A modal as it stands, with what was put into it, by the action ids of its fields. */
export interface View {
  readonly id: string;
  readonly callback: string;
  readonly meta: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface Submission {
  readonly is: 'submission';
  readonly who: Who;
  readonly view: View;
  readonly trigger: string;
  readonly key: string;
}

export interface Command {
  readonly is: 'command';
  readonly who: Who;
  readonly words: string;
  readonly place: string;
  readonly trigger: string;
}

/** "Make a case of this", asked of a message. */
export interface Shortcut {
  readonly is: 'shortcut';
  readonly who: Who;
  readonly callback: string;
  readonly trigger: string;
  readonly place: string;
  readonly ts: string;
  readonly markup: string;
  readonly emoji: ReadonlyMap<string, string>;
}

export type Heard =
  | Post
  | Deletion
  /** Posted in a thread and in the channel besides. */
  | { readonly is: 'broadcast'; readonly who: Who; readonly place: string; readonly thread: string }
  | { readonly is: 'home'; readonly who: Who }
  | Press
  | Submission
  | Command
  | Shortcut
  | { readonly is: 'nothing' };
