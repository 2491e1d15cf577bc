/** Colours on a light and on a dark surface, with a contrast of at least 3:1. Neighbours in a chart
 *  differ in lightness as well, for colour-blind users. */
type Shades = readonly [light: string, dark: string]

const DEFAULTS: Record<string, Shades> = {
  groceries: ['#067132', '#4fa866'],
  eating_out: ['#ca723c', '#feaf83'],
  transport: ['#215da5', '#5894e0'],
  fuel: ['#b08505', '#ebbd57'],
  shopping: ['#6a499b', '#9f7ed6'],
  home: ['#993a2e', '#d67161'],
  utilities: ['#139cb6', '#41d9f8'],
  health: ['#973754', '#d36d87'],
  entertainment: ['#b86db1', '#f4a5ec'],
  subscriptions: ['#7d82d9', '#b8befe'],
  travel: ['#12a195', '#41dfcf'],
  education: ['#06658e', '#259ed6'],
  gifts: ['#913968', '#cc6f9d'],
  fees: ['#854f06', '#c87f2c'],
  cash: ['#82972f', '#b9d06b'],
  other: ['#4a6364', '#859697'],
}
const UNCATEGORISED: Shades = ['#6f7b77', '#8d9a96']
const REST: Shades = ['#3d4a47', '#c4cfcb']

/** Return the colour of a category; `null` stands for all smaller ones together. */
export function categoryColor(key: string | null, dark: boolean): string {
  return shades(key)[dark ? 1 : 0]
}

function shades(key: string | null): Shades {
  if (key === null) return REST
  return DEFAULTS[key] ?? (key ? ownShades(key) : UNCATEGORISED)
}

/** Return the same colour for a user's own category each time. */
function ownShades(key: string): Shades {
  const palette = Object.values(DEFAULTS)
  const hash = [...key].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 9_973, 7)
  return palette[hash % palette.length]!
}
