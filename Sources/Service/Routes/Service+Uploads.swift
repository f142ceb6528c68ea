import BotRuntime
import Foundation
import HTTP
import Values

extension Service {
    /// Files that customers send.
    var uploadRoutes: [Route] {
        [
            Route(
                .post,
                "v1/accounts/{account}/contacts/{user}/uploads",
                .roles([.gateway, .customer]),
                "uploadFile",
                "Takes a file of a customer, once for each Idempotency-Key",
                answer: "Upload",
                problems: [400, 404, 408, 409, 413, 415, 422, 503],
                work: .streamed { [self] call in takeFile(call) }
            ),
            Route(
                .get,
                "v1/accounts/{account}/contacts/{user}/uploads/{upload}",
                .roles([.gateway, .agent, .manager, .admin, .customer]),
                "getFile",
                "Gives the bytes of a file that was taken",
                answer: "Bytes",
                problems: [404]
            ) { [self] call in await file(call) },
        ]
    }

    private func takeFile(_ call: Route.Call) -> HTTPPlan {
        do throws(Problem) {
            let contact = try call.contact
            guard let uploads, let account = call.account, runtime.bots(of: account) != nil else {
                throw Problem(404, detail: "no files are taken there")
            }
            let key = call.head.headers["idempotency-key"]
            guard key.map(MessageKey.isID) ?? true else {
                throw Problem(
                    400,
                    detail: "an Idempotency-Key has 1 to \(MessageKey.longestID) bytes"
                )
            }
            let type = try uploads.type(declared: call.head.headers["content-type"])
            let sink = UploadSink(uploads, type)
            return .stream(limit: uploads.settings.most, into: sink) { [self] in
                await answering { () throws(Problem) in
                    let place = UploadFolder.Place(contact, key: key)
                    let (file, isRepeated) = try await sink.finish(at: place)
                    var fields = file.json.object ?? [:]
                    fields["repeated"] = .bool(isRepeated)
                    return .json(.object(fields), status: isRepeated ? 200 : 201)
                }
            }
        } catch {
            return .answer(.problem(error))
        }
    }

    private func file(_ call: Route.Call) async -> HTTPResponse {
        await answering { () throws(Problem) in
            let contact = try await readable(call)
            let id = call.parameters["upload"] ?? ""
            guard let file = await uploads?.file(id, of: contact),
                let reader = uploads?.reader(of: file, of: contact)
            else { throw Problem(404) }
            return HTTPResponse(
                status: 200,
                headers: [
                    "Content-Type": file.type.rawValue,
                    // Whatever is in it, no browser is to show it as a page of ours.
                    "Content-Disposition":
                        "attachment; filename=\"\(file.id).\(file.type.fileExtension)\"",
                    "X-Content-Type-Options": "nosniff",
                    "Content-Security-Policy": "default-src 'none'; sandbox",
                    "Cache-Control": "private, no-store",
                ],
                body: .stream { writer in
                    while case let piece = try reader.next(), !piece.isEmpty {
                        try await writer.write(piece)
                    }
                }
            )
        }
    }

    /// An event whose `file` names an upload, with what is known of that.
    ///
    /// - Throws: There is no such upload, and nothing else says what the file is.
    func withUpload(_ event: JSON, _ call: Route.Call) async throws(Problem) -> JSON {
        let contact = try call.contact
        guard var fields = event.object, var file = fields["file"]?.object,
            let id = file["id"]?.string
        else { return event }
        guard let upload = await uploads?.file(id, of: contact) else {
            // Only a gateway has files of its own.
            guard file["mime"] != nil, call.principal?.role != .customer else {
                throw Problem(422, detail: "file.id names no upload of this contact")
            }
            return event
        }
        file["mime"] = .string(upload.type.rawValue)
        file["size"] = .int(Int64(upload.size))
        fields["file"] = .object(file)
        return .object(fields)
    }
}
