internal import Handshake

extension ImportedRequest {
  /// What its texts refer to as `{{name}}`, in their order.
  var variableNames: [String] {
    var names: [String] = []
    let texts = [url, action ?? "", user ?? ""] + headers.map(\.value) + [String(decoding: envelope, as: UTF8.self)]
    for text in texts {
      _ = VariableText.rewritten(text) { inner in
        let name = inner.hasPrefix("raw:") ? String(inner.dropFirst(4)) : inner
        if !name.isEmpty, !name.hasPrefix("$"), !names.contains(name) { names.append(name) }
        return nil
      }
    }
    return names
  }
}
