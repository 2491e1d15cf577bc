/** To a page that is not the application's own: a provider, the admin, a file. */
export function leaveFor(address: string): void {
  window.location.assign(address)
}
