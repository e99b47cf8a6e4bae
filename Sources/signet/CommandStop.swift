internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient

/// Ends the program with a status; what there was to say has been said.
struct CommandStop: Error {
  let status: ExitStatus

  init(_ status: ExitStatus) { self.status = status }

  /// Says what failed, the values that decided it and what to do, then ends.
  init(_ error: any Remediable, _ status: ExitStatus) {
    StandardError.write(error.message + "\n")
    self.status = status
  }
}

/// Reads what the command line describes: a problem with a file ends with the status for files, a refusal with its own, any
/// other is usage.
func commandLine<Value>(_ read: () throws -> Value) throws -> Value {
  do { return try read() } catch let error as FileError {
    throw CommandStop(error, .file)
  } catch let error as CollectionError {
    throw CommandStop(error, .file)
  } catch let error as Refusal {
    throw CommandStop(error, error.stage.exitStatus)
  } catch let error as any Remediable {
    throw CommandStop(error, .usage)
  }
}
