/// Calls as a script for Python with the package zeep: the message as it stands, the answer as the description's types.
enum ZeepWriter {
  static func write(_ calls: [HTTPCall]) -> ExportedText {
    let names = calls.enumerated().map { SourceText.identifier($1.name, $0 + 1) }
    let described = zip(names, calls).filter { $1.description != nil }
    let functions = described.map { function($0, $1) }.joined()
    let list = described.map { name, call in
      "    (\(name), \(PythonSource.boolean(call.usesCertificate)), \(PythonSource.boolean(call.connection.isInsecure))),\n"
    }
    let text = """
      #!/usr/bin/env python3
      # Needs the package zeep: pip install zeep
      \(ExportVariable.comments(calls, "#"))\
      #   SIGNET_WSDL: the description, where it is not the file below the collection's folder that is named here
      import base64
      import os
      import ssl
      import sys

      import requests
      import zeep
      from lxml import etree
      from requests.adapters import HTTPAdapter
      from zeep.transports import Transport
      \(PythonSource.imports(calls))
      \(PythonSource.check(described.map(\.1)))
      \(PythonSource.adapter)

      \(sending)
      \(functions)
      # Each call, whether it shows the client certificate, and whether any server will do.
      CALLS = [
      \(list.joined())]

      if __name__ == "__main__":
          failed = False
          for call, certificate, insecure in CALLS:
              with requests.Session() as session:
                  session.mount("https://", ClientCertificate(certificate, insecure))
                  try:
                      print(call(session))
                  except zeep.exceptions.Fault as fault:
                      failed = True
                      print(f"fault {fault.code}: {fault.message}", file=sys.stderr)
          sys.exit(1 if failed else 0)

      """
    let others = calls.filter { $0.description == nil }.map {
      "\($0.line): the collection has no description that zeep could read; export it as python"
    }
    return ExportedText(text: text, notCarriedOver: others + PythonSource.omissions(described.map(\.1)))
  }

  /// What every call does.
  private static let sending = """
    def operation_of(client, action, body):
        \"\"\"The description's operation: by its action, else by the element that it sends.\"\"\"
        bindings = [port.binding for service in client.wsdl.services.values() for port in service.ports.values()]
        operations = [(binding, operation) for binding in bindings for operation in binding.all().values()]
        for binding, operation in operations:
            if action and getattr(operation, "soapaction", None) == action:
                return binding, operation
        for binding, operation in operations:
            element = getattr(getattr(operation.input, "body", None), "qname", None)
            if element is not None and element.text == body:
                return binding, operation
        raise LookupError("the description has no operation for " + body)


    def send(session, wsdl, action, url, data, headers, **options):
        \"\"\"Sends the message as it is; what comes back is read by the description's types.\"\"\"
        client = zeep.Client(os.environ.get("SIGNET_WSDL", wsdl), transport=Transport(session=session))
        envelope = etree.fromstring(data)
        body = envelope.find("{%s}Body" % etree.QName(envelope).namespace)
        binding, operation = operation_of(client, action, body[0].tag if len(body) else "")
        answer = session.post(url, data=data, headers=headers, **options)
        return binding.process_reply(client, operation, answer)

    """

  private static func function(_ name: String, _ call: HTTPCall) -> String {
    """

    def \(name)(session):
        # \(call.line)
        return send(
            session,
            \(SourceText.quoted(call.description ?? "", .python)),
            \(call.action.map { SourceText.quoted($0, .python) } ?? "None"),
    \(PythonSource.parameters(call, margin: "        "))    )


    """
  }
}
