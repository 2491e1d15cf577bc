/** Leave the application: for a provider, the admin or a file. */
export function redirectTo(address: string): void {
  window.location.assign(address)
}
