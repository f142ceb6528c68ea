/// Cases of the conformance tests of the Common Expression Language.
///
/// Source: google/cel-spec, `tests/simple/testdata` at commit
/// 508bd98efda47d85bcf1b9930dd5f35fa37e9a18. Copyright Google LLC, licensed under the Apache
/// License 2.0 (https://www.apache.org/licenses/LICENSE-2.0). The expressions are unchanged; those
/// that expect a value are listed with the comparison that must hold.
enum ConformanceCases {
    static let true_: [String] = [
        "0.0/0.0 != 0.0/0.0",
        "'Am\\u00E9lie' != 'Ame\\u0301lie'",
        "['1', '2', null] != ['1', '2', '3']",
        "dyn(1) == 1.0",
        "dyn(24) != 24.1",
        "!(dyn(9223372036854775807) < 9223372036854775808.0)",
        "'Abc' < 'aBC'",
        "'f' < '\\u1EBF'",
        "false < true",
        "{'k':'v','k1':'v1'} != {'k':'v'}",
        "{0:1,2:2,5:true}[5]",
        "{'/api/v1': true, '/api/v2': false}.`/api/v1`",
        "has({'content-type': 'application/json', 'content-length': 145}.`content-type`)",
        "!has({}.a)",
        "dyn({0:1,2:2,5:3}[1]) || true",
        "dyn([1, 2, 3][dyn('')]) || true",
        "true || (2 / 0 > 3 ? false : true)",
        "(2 / 0 > 3 ? false : true) || true",
        "[0, 1, 2] + [3, 4, 5] != [3, 4, 5, 0, 1, 2]",
        "3 in [5, 4, 3, 2, 1]",
        "!(7 in {})",
        "[1, 'foo', 3].exists(e, e != '1')",
        "{'key1':1, 'key2':2}.exists(k, k == 'key2')",
        "{6: 'six', 7: 'seven', 8: 'eight'}.exists_one(foo, foo % 5 == 2)",
        "{'John': 'smart', 'Ringo': 'funny'}.filter(key, key == 'Ringo') == ['Ringo']",
        "--------------------------------19 == 19",
        "{ 'break': 1 }.break == 1",
        "r'\\n' == '\\\\n'",
        "'\\x4a \\X4c \\u01aB \\112' == 'J L ƫ J'",
        "'🐱😀😛'.startsWith('🐱')",
        "'🐱😀😀'.matches('(a|😀){2}')",
        "43 % (-5) == 3",
        "-3 % 5 == -3",
        "int(-3.5) == -3",
        "double('6.02214e23') == 6.02214e+23",
        "bool('TRUE')",
        "string(timestamp('9999-12-31T23:59:59.999999999Z')) == '9999-12-31T23:59:59.999999999Z'",
        "timestamp('2009-02-13T02:00:00Z').getDayOfMonth('-02:30') == 11",
        "timestamp('2009-02-13T02:00:00Z').getDayOfMonth('America/St_Johns') == 11",
        "timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu') == 16",
        "duration('120s') + timestamp('2009-02-13T23:01:00Z') == timestamp('2009-02-13T23:03:00Z')",
        "duration('3730s').getMinutes() == 62",
        "'ta©o©αT'.lastIndexOf('©') == 4",
        "'TacoCÆt Xii'.lowerAscii() == 'tacocÆt xii'",
        "'o©o©o©o'.split('©', -1) == ['o', 'o', 'o', 'o']",
        "'\\u200atext\\u2028\\u2029\\u202F\\u205F\\u3000'.trim() == 'text'",
        "\"%d %s, %.3f\".format([1, 'A', 123.4999]) == '1 A, 123.500'",
        "strings.quote(\"first\\nsecond\") == \"\\\"first\\\\nsecond\\\"\"",
    ]

    static let failing: [String] = [
        "9223372036854775807 + 1",
        "-9223372036854775808 - 1",
        "(-9223372036854775808) * -1",
        "5000000000 * 5000000000",
        "34 % 0",
        "1/0 != 0 || false",
        "int(-9223372036854775808.0)",
        "bool('TrUe')",
        "[7, 8, 9][dyn(0.1)]",
        "dyn([1, 2, 3][3]) && true",
        "{true:1,false:2,true:3}[true]",
        "[1, 2, 3].all(e, e / 0 != 17)",
        "[3, 2, 1, 0].exists_one(n, 12 / n > 1)",
        "timestamp('0000-01-01T00:00:00Z')",
        "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
        "timestamp('0001-01-01T00:00:00Z') - timestamp('9999-12-31T23:59:59Z')",
        "duration('320000000000s')",
        "'tacocat'.charAt(30) == ''",
        "'tacocat'.lastIndexOf('a', -1) == -1",
    ]

    /// Each is evaluated without the check and must still fail.
    static let failingUnchecked: [String] = [
        "x", "f_unknown(17)", "[0] < [1]", "{0:'a'} <= {1:'b'}", "'foo' < 1024", "null <= null",
        "'cows' ? false : 17", "'less filling' && 'tastes great'", "!0",
        "{3.3:15.15, 1.0: 5}[1.0]", "{null:false}[null]", "'42'.replace(2, 1) == '41'",
        "\"%d\".format([duration(\"30m2s\")])", "\"%d %d %d\".format([0, 1])",
    ]

    /// Each is evaluated without the check and must be true.
    static let trueUnchecked: [String] = [
        "x || true", "f_unknown(17) || true", "true || 32", "['one'] != [2, 3]", "[1] == [1.0]",
        "a.if() || true",
    ]
}
