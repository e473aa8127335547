/** Blocks in the place of what is still being read, with a sentence for who hears the page. */
export function Bones({ says, tall = false }: { readonly says: string; readonly tall?: boolean }) {
  return (
    <div class="stack" aria-busy="true">
      <p class="muted" role="status">
        {says}
      </p>
      <div class="panel stack">
        <span class="bone w2" />
        <span class="bone w3" />
        <span class="bone w1" />
      </div>
      {tall && (
        <div class="grid two">
          {[1, 2].map((number) => (
            <div class="panel" key={number}>
              <span class="bone tall" />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
