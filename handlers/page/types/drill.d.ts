// What the drill ground tells its page: see handlers/drill/pages.py, shown.py and cases.py.

export type Pair = [number, number];
export type Names = Record<string, string>;

export interface Person {
  id: number;
  name: string;
  role: string;
  team: string | null;
}

export interface Team {
  key: string;
  name: string;
  members: number[];
  base: Pair | null;
}

export interface Place {
  name: string;
  kind: string;
  at: Pair | null;
  start: string | null;
  page: string;
}

export interface Located extends Place {
  at: Pair;
}

export interface Sample {
  name: string;
  language: string;
}

export interface Ground {
  id: string;
  is_chosen: boolean;
  fixed_language: string;
  sample: string;
  samples: Sample[];
  rush: string;
  chat: number;
  title: string;
  language: string;
  languages: Names;
  timezone: string;
  bot: { id: number; name: string; username: string };
  people: Person[];
  teams: Team[];
  centre: Pair | null;
  area: object | null;
  places: Place[];
  commands: { command: string; usage: string; audience: string; description: Names }[];
  pictures: string[];
  report_words: Names;
  close_s: number;
  tile_url: string;
  drills: { name: string; title: Names; minutes: number; reports: number }[];
}

export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: { id: number };
}

export interface Button {
  label: string;
  data?: string;
  url?: string;
}

// deno-lint-ignore no-explicit-any
export interface Message extends Record<string, any> {
  id: number;
  chat: number;
  text: string;
  sender: string;
  sender_id: number;
  by_bot?: boolean;
  buttons?: Button[][];
  entities?: Entity[];
}

export interface Case {
  number: number;
  kind: string;
  state: string;
  overdue: boolean;
  reached: "reported" | "sent" | "accepted" | "arrived" | "done" | "over";
  point: Pair | null;
  have: number;
  need: number;
  others: boolean;
  card: number | null;
  orders: { user: number; message: number; holds: boolean }[];
}
