/** Return 128 random bits as hexadecimal digits, which are a UUID as well. */
export function randomKey(): string {
  // crypto.randomUUID is missing on pages served over plain HTTP.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
