/** Names of Costa Rica with the letters that a misreading turns into others of Spanish: á, ú, and é in front. */
const NAMES: ReadonlySet<string> = new Set(
  [
    'hernández fernández sánchez álvarez vázquez vásquez velázquez suárez márquez cárdenas guzmán chávez sáenz galán gálvez',
    'juárez páez báez peláez yáñez ibáñez dávila zárate román roldán beltrán morán millán durán farfán gaitán luján magán',
    'nájera párraga cáceres láscarez láinez ávila ávalos alcalá jácome terán alemán galeán arámbulo',
    'ángel ángela ángeles ángelo álvaro adrián julián fabián sebastián damián cristián christián bastián tomás nicolás iván',
    'germán hernán froilán elián adán bárbara fátima lázaro máximo cándida cándido dámaso mariángel',
    'jesús raúl saúl bermúdez úrsula úbeda araúz mújica múnera cantú úlises élida édgar érick érika éricka édison',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a word is one of the names that a misreading hides best. */
export function isFrequentName(word: string): boolean {
  return NAMES.has(word.toLowerCase());
}
