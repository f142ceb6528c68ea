import BotRuntime
import Foundation
import Messages
import Values

extension FuzzTarget {
    /// A line is an event or says why not; written again, an event is read as the same.
    static func takeEvents(_ bytes: [UInt8]) -> [String] {
        var violations: [String] = []
        var talk = Talk(with: .parcels, on: .web)
        talk.take(.inbound(.text("send a parcel")))
        for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(20) {
            guard let json = try? JSON(parsing: Data(line)) else { continue }
            if (try? JSON(parsing: json.encoded)) != json {
                violations.append("as JSON it reads as something else: \(json.text)")
            }
            guard let event = try? SimulatedEvent(json: json, current: talk.profile) else {
                continue
            }
            if case .inbound(let inbound) = event.kind,
                (try? Inbound(json: inbound.json)) != inbound
            {
                violations.append("as an event it reads as something else: \(inbound.json.text)")
            }
            talk.take(event)
        }
        return violations + talk.violations
    }

    static var eventSeeds: [[UInt8]] {
        let lines = [
            #"{"text":"large"}"#, #"{"tap":{"question":"q1","options":["s"]}}"#,
            #"{"form":{"question":"q1","values":{"code":"AB123","mail":"a@b.de"}}}"#,
            #"{"slot":{"question":"q1","id":"w1"}}"#,
            #"{"value":{"question":"q1","value":"2026-03-09"}}"#,
            #"{"file":{"id":"f1","mime":"image/png","size":1000,"name":"a.png"}}"#,
            #"{"location":{"latitude":42.36,"longitude":-71.06,"name":"Boston"}}"#,
            #"{"contact_card":{"name":"Ann"}}"#, #"{"paid":{"status":"ok"}}"#,
            #"{"signed_in":{"question":"q1","status":"ok","subject":"c1"}}"#,
            #"{"app":{"question":"q1","data":{"slot":"w1"}}}"#, #"{"typing":true}"#,
            #"{"status":{"message":"r1","state":"failed","code":"131026"}}"#,
            #"{"edited":{"text":"no, small"}}"#, #"{"deleted":{"message":"m1"}}"#,
            #"{"closed":{}}"#,
            #"{"entry":{"intent":"order","group":"desk","body":"a parcel"}}"#,
            #"{"desk":"accepted","agent":"Dana"}"#,
            #"{"desk":"queued","place":3,"wait":"5m","at":"2026-03-03T15:00:00Z"}"#,
            #"{"unsupported":"hologram"}"#, #"{"id":"m-1","text":"small"}"#, #"{"wait":"2h"}"#,
            #"{"at":"2026-03-02T18:00:00Z","text":"tomorrow"}"#, #"{"new":true}"#,
            #"{"profile":{"channel":"sms","capabilities":["QUICK","LIST"]}}"#,
            #"{"stub":{"action":"parcels.send","outcome":"unknown","after":"3s"}}"#,
            #"{"stub":{"action":"sizes.all","outcome":"ok","gives":[{"id":"s","title":"Small"}]}}"#,
            #"{"people":{"queue":"desk","state":"closed"}}"#, #"{"verified":false}"#,
            #"{"line":{"place":2,"wait":"10m"}}"#,
        ]
        return (lines + [lines.joined(separator: "\n")]).map { Array($0.utf8) }
    }
}
