// Which object a path stands for. The front end's router knows the paths, so a path without a file
// name is its page; one with a file name is that file, or nothing.
function handler(event) {
  var request = event.request
  var segments = request.uri.split('/')
  if (segments.length === 2 && BACKEND.indexOf(segments[1]) !== -1) {
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: request.uri + '/' } },
    }
  }
  if (segments[segments.length - 1].indexOf('.') === -1) {
    request.uri = '/index.html'
  }
  return request
}
