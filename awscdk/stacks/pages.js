// Which object a path stands for: a file of the build, or the page whose router knows the path. A
// dot does not tell, as in /links/site/example.com. No route of the application begins with a folder
// of the build, and none of a single segment has a dot: quasar/page-routing.spec.ts.
var FOLDERS = ["assets", "icons"];

function handler(event) {
  var request = event.request;
  var segments = request.uri.split("/");
  if (segments.length === 2 && BACKEND.indexOf(segments[1]) !== -1) {
    return {
      statusCode: 301,
      statusDescription: "Moved Permanently",
      headers: { location: { value: request.uri + "/" } },
    };
  }
  var isInFolder = segments.length > 2 && FOLDERS.indexOf(segments[1]) !== -1;
  var isAtRoot = segments.length === 2 && segments[1].indexOf(".") !== -1;
  if (!isInFolder && !isAtRoot) {
    request.uri = "/index.html";
  }
  return request;
}
