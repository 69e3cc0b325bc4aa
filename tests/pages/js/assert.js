// The two questions that our tests ask.

export function equal(found, wanted) {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`found ${one}, wanted ${other}`);
}

export function is(yes, why = "") {
  if (!yes) throw new Error(why || "it is not so");
}
