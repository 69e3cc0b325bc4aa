// The parts of a district's situation, as bot/screens/snapshot.py makes them. Instants are ISO 8601, points [latitude, longitude].

export type Pair = [number, number];

export interface Near {
  name: string;
  metres: number;
  compass: string;
}

// A case of any kind. Those of the list `calls` stand above everything, the others on the board; all by their `rank`.
// `why` says for what it needs somebody now, and is null where it does not.
export interface CasePart {
  kind: string;
  list: "board" | "calls";
  rank: number;
  why: string | null;
  mark: string | null;
  number: number;
  state: string;
  point: Pair | null;
  near: Near | null;
  drill: boolean;
  words?: string;
  reporter?: string | null;
  team: number | null;

  // On the board.
  rests?: "held" | "resolved" | null;
  waiting?: boolean;
  item?: { code: string; name_zh: string; name_en: string };
  severity?: string;
  place?: string | null;
  due_at?: string;
  hold_until?: string | null;
  limit_s?: number;
  have?: number;
  need?: number;
  reminders?: number;
  nobody?: Record<string, number> | null;
  asks?: string | null;

  // Of a call. `guess` is where somebody is taken to be whose place is unknown.
  guess?: { point: Pair; known: string; fixed_at: string | null; near: Near | null } | null;
  teams?: number[];
  there?: number[];
  told?: number;
  called_at?: string;
  fixed_at?: string | null;
  acknowledged_at?: string | null;
  of_team?: boolean;
  by?: string | null;
}

// A trial that a captain plays: on no list of cases, since it is none.
export interface TrialPart {
  kind: "trial";
  list: null;
  number: number;
  state: string;
  team: number;
  until: string;
  drill: true;
}

export interface TeamPart {
  id: number;
  name: string;
  state: string;
  known: string;
  point: Pair | null;
  base: Pair | null;
  fixed_at: string | null;
  accuracy: number | null;
  imprecise: boolean;
  cases: number[];
}

export interface PicturePart {
  id: number;
  number: number | null;
  stage: string;
  taken_at: string;
  by?: string | null;
  point: Pair | null;
  seen_in: number | null;
  hidden: boolean;
}

// The newest picture of a case, as a wall shows it.
export interface ShownPart {
  id: number;
  number: number;
  kind: "photo" | "video";
  taken_at: string;
}

// deno-lint-ignore no-explicit-any
export type Part = any;

export interface Figures {
  hours: [number, number][];
  medians: Record<string, { seconds: number | null; cases: number[] }>;
}

// What a page begins with.
export interface Boot {
  language: string;
  district: number;
  name: string;
  guest: boolean;
  bot: string;
  captain: boolean;
  tiles: string;
  districts: { id: number; name: string; drill: boolean; zone: string }[];

  // Of the page of checks: what it opens with, and in which districts whoever looks is of the patrol.
  view?: string;
  patrol?: number[];

  // Of the page of checklists: how large a form may be, in bytes.
  most_form?: number;
}

// Visits and hazards in numbers, as everybody's eyes may see them; places by what they are called in public.
export interface ChecksPart {
  checks: number;
  late: number;
  hazards: number;
  overdue: number;
  must_not_open: number;
  critical: number;
  places: { name: string; point: Pair }[];
}
