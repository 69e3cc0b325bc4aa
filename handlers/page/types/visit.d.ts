// What the server tells the page of a visit (bot/inspections/page/, handlers/web/visit_page.py), and what a phone keeps.

export interface Boot {
  language: string;
  district: number;
  number: number;
  me: number;
  zone: string;
  bot: string;
  most_photo: number;
  most_side: number;
}

export interface Said {
  result: string;
  severity: string;
  hours: number | null;
  words: string;
  to_body: string;
  photos: number[];
  by: number;
  name: string;
  at: string;
  together: boolean;
  waits?: boolean;
}

export interface Last {
  result: string;
  day: string;
  words: string;
}

export interface Item {
  key: string;
  number: number;
  section: string;
  text: string;
  hint: string;
  basis: string;
  department: string;
  severity: string;
  hours: number;
  photo: boolean;
  on_the_spot: boolean;
  mine: boolean;
  last: Last | null;
  now: Said | null;
  noted: Said | null;
  conflict: { first: Said; second: Said } | null;
  refused?: Entry | null;
}

export interface Signed {
  signs: "officer" | "place";
  how: "tap" | "drawn" | "photo" | "refused";
  by: number;
  by_name: string;
  name: string;
  witness: string;
  photo: number | null;
  at: string;
}

export interface Officer {
  id: number;
  name: string;
  body: string;
  helps: boolean;
}

export interface State {
  state: string;
  state_name: string;
  kind_name: string;
  place: { name: string; address: string };
  firm: boolean;
  guidance: boolean;
  approved: boolean;
  on_spot: boolean;
  may_answer: boolean;
  may_begin: boolean;
  round: number;
  begun_at: string | null;
  since: string;
  until: string;
  reason: string;
  officers: Officer[];
  bodies: { code: string; name: string }[];
  departments: { code: string; name: string }[];
  sections: { key: string; name: string }[];
  items: Item[];
  limits: number[];
  severities: string[];
  signatures: Signed[];
}

// One thing that waits to be sent. `id` makes it the same however often it is sent; `seq` is its place in the order.
export interface Entry {
  seq?: number;
  id: string;
  visit: string;
  by: number;
  kind: "answer" | "together" | "picture" | "sign";
  at: string;
  // deno-lint-ignore no-explicit-any
  body: Record<string, any>;
  blob?: Blob;
  refused?: string;
  anew?: boolean; // something newer was said in its place
  sent?: number;
}

// What became of sending one.
export interface Sent {
  became: "done" | "refused" | "later" | "trouble" | "strange";
  sentence?: string;
  wait_s?: number;
}

// An answer that is being written: kept, so that a page that is loaded anew goes on with it.
export interface Draft {
  result: string;
  severity: string;
  hours: number;
  words: string;
  to_body: string;
  pictures: { id: string; blob: Blob }[];
}
