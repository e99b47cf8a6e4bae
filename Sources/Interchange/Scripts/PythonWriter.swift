/// Calls as a script for Python with the package requests.
enum PythonWriter {
  static func write(_ calls: [HTTPCall]) -> ExportedText {
    let names = calls.enumerated().map { SourceText.identifier($1.name, $0 + 1) }
    let functions = zip(names, calls).map(function).joined()
    let list = zip(names, calls).map { name, call in
      "    (\(name), \(PythonSource.boolean(call.usesCertificate)), \(PythonSource.boolean(call.connection.isInsecure))),\n"
    }
    let text = """
      #!/usr/bin/env python3
      # Needs the package requests: pip install requests
      \(ExportVariable.comments(calls, "#"))\
      import base64
      import os
      import ssl
      import sys

      import requests
      from requests.adapters import HTTPAdapter
      \(PythonSource.imports(calls))
      \(PythonSource.check(calls))
      \(PythonSource.adapter)
      \(functions)
      # Each call, whether it shows the client certificate, and whether any server will do.
      CALLS = [
      \(list.joined())]

      if __name__ == "__main__":
          failed = False
          for call, certificate, insecure in CALLS:
              with requests.Session() as session:
                  session.mount("https://", ClientCertificate(certificate, insecure))
                  answer = call(session)
              sys.stdout.buffer.write(answer.content + b"\\n")
              failed = failed or not answer.ok
          sys.exit(1 if failed else 0)

      """
    return ExportedText(text: text, notCarriedOver: PythonSource.omissions(calls))
  }

  private static func function(_ name: String, _ call: HTTPCall) -> String {
    """

    def \(name)(session):
        # \(call.line)
        return session.request(
            \(SourceText.quoted(call.method, .python)),
    \(PythonSource.parameters(call, margin: "        "))    )


    """
  }
}
