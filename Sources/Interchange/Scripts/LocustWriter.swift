/// Calls as tasks for Locust, which makes load from many machines.
enum LocustWriter {
  static func write(_ calls: [HTTPCall]) -> ExportedText {
    let tasks = calls.enumerated().map { task(SourceText.identifier($1.name, $0 + 1), $1) }
    let insecure = PythonSource.boolean(calls.contains { $0.connection.isInsecure })
    let certificate = PythonSource.boolean(calls.contains(where: \.usesCertificate))
    let text = """
      # Run it with: locust -f FILE --headless -u 10 -t 1m
      \(ExportVariable.comments(calls, "#"))\
      import base64
      import os
      import ssl

      from locust import HttpUser, task
      from requests.adapters import HTTPAdapter
      \(PythonSource.imports(calls))
      \(PythonSource.check(calls))
      \(PythonSource.adapter)

      class Calls(HttpUser):
          # Every call has its whole address.
          host = \(SourceText.quoted(calls.first?.url ?? "", .python))

          def on_start(self):
              self.client.mount("https://", ClientCertificate(\(certificate), \(insecure)))
      \(tasks.joined())
      """
    return ExportedText(text: text, notCarriedOver: PythonSource.omissions(calls))
  }

  private static func task(_ name: String, _ call: HTTPCall) -> String {
    """

        @task
        def \(name)(self):
            self.client.request(
                \(SourceText.quoted(call.method, .python)),
    \(PythonSource.parameters(call, margin: "            "))            name=\(SourceText.quoted(call.title, .python)),
            )

    """
  }
}
