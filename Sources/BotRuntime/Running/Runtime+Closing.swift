import Crypto
import Messages

extension Runtime {
    /// Closes the conversation of a row, as its gateway says that the customer has done; what else
    /// waits for them is not sent.
    ///
    /// Should the store be away, the next reply tells it again.
    func close(_ row: OutboxRow) async {
        guard let account = account(AccountKey(row.contact)) else { return }
        let key = hexadecimal(SHA256.digest(of: Array(row.key.utf8)).prefix(16))
        var work = TurnWork(
            contact: row.contact,
            account: account,
            message: MessageKey(.inbound, "closed-\(key)"),
            bodyHash: [],
            trigger: .inbound(.closed)
        )
        work.closes = row.n
        _ = try? await process(work)
    }
}
