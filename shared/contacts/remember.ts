/**
 * The same function of a text, with its latest answers kept: no more than `most`, and none for long texts. For functions
 * without side effects whose arguments repeat.
 */
export function remember<Answer>(answer: (text: string) => Answer, most = 5_000): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const fresh = answer(text);
    if (text.length <= 100) {
      // What repeats is soon back.
      if (known.size >= most) known.clear();
      known.set(text, fresh);
    }
    return fresh;
  };
}
