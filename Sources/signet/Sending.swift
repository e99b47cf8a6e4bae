internal import CMalloc
internal import Collections
internal import Exchange
internal import SOAPClient

/// What `send` does, once its arguments are read.
struct Sending {
  var call = CallArguments()
  var format = SendOutput.Format.text
  var trace = false
  var attachments: String?
  var preview = false
  var text = TextOptions()
  var history = HistoryOptions()

  func run() throws {
    // Of several threads each would begin an arena, and grow it by one system call a page.
    signet_malloc_share_arena()
    let draft = try commandLine { try call.draft() }
    if preview { return StandardOutput.write(draft.preview) }
    try call.capture.check()
    if !text.quiet { LiteralSecrets.warn(of: draft) }
    let client = SOAPClient(draft, session: SOAPSession(environment: call.environment))
    Interrupt.catchSignals { client.cancel() }
    let report = runBlocking { await client.report() }
    SendOutput(format: format, trace: trace, text: text).show(report)
    // The answer is out: whoever waits for it does not wait for the disk.
    let recorder = history.recorder("send")
    recorder?.record(draft, report)
    defer { recorder?.finish() }
    try call.capture.write(report.capture)
    if let attachments { try AttachmentFiles.write(report.response?.attachments ?? [], into: attachments) }
    if report.exitStatus != .answered { throw CommandStop(report.exitStatus) }
  }
}
