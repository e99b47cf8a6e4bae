/// A component by its document and its place among the components there.
struct ComponentPlace: Hashable {
  var document: Int
  var component: Int
}
