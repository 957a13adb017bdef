// What a voter or trustee keeps: in this browser alone, by the question's hash and her place in it. Nothing that
// is kept here is ever sent.
const named = (kind, question, place) => `commonhold/sealed/${kind}/${question}/${place}`;

export function kept(kind, question, place) {
  const found = localStorage.getItem(named(kind, question, place));
  return found === null ? null : JSON.parse(found);
}

export function keep(kind, question, place, value) {
  localStorage.setItem(named(kind, question, place), JSON.stringify(value));
}

// A file for her own disk, made here.
export function offerToSave(link, name, text) {
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
  link.download = name;
  link.hidden = false;
}
