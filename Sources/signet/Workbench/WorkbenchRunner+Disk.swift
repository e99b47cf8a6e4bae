internal import Basics
internal import Collections
internal import Terminal
internal import Workbench

// What others do to the collection's files.
extension WorkbenchRunner {
  /// Reads the collection anew whenever somebody else has changed it, in the files' queue: after what was saved here.
  static func watch(_ folder: CollectionFolder, _ files: FileLane, _ mailbox: Mailbox<Message>) -> FolderWatch {
    FolderWatch(folder) { files.run { mailbox.post(.collectionChanged(folder.load())) } }
  }

  func keepMine(_ request: StoredRequest) {
    let (mailbox, folder, watch) = (mailbox, setup.folder, watch)
    files.run {
      do throws(CollectionError) {
        mailbox.post(.keptBeside(try folder.keepBeside(request)))
        watch.acknowledgeAll()
        mailbox.post(.collectionLoaded(folder.load()))
      } catch {
        mailbox.post(.failed(Problem(error)))
      }
    }
  }

  func compareWithDisk(_ request: StoredRequest) {
    let (mailbox, folder) = (mailbox, setup.folder)
    files.run {
      do throws(CollectionError) {
        let differences = try folder.versions(of: request).compactMap { FileDifference($0) }
        mailbox.post(.comparedWithDisk(request: request.path, differences))
      } catch {
        mailbox.post(.failed(Problem(error)))
      }
    }
  }
}
