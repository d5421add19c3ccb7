/// Text read as a type and written again, as PostgreSQL 15 answers it: `zone|type|input|= output` or `! message`.
let textGoldens = #"""
  UTC|smallint|0|= 0
  UTC|smallint| 12 |= 12
  UTC|smallint|-32768|= -32768
  UTC|smallint|32767|= 32767
  UTC|smallint|32768|! value "32768" is out of range for type smallint
  UTC|smallint|abc|! invalid input syntax for type smallint: "abc"
  UTC|smallint||! invalid input syntax for type smallint: ""
  UTC|smallint|1.0|! invalid input syntax for type smallint: "1.0"
  UTC|smallint|+5|= 5
  UTC|integer|2147483647|= 2147483647
  UTC|integer|-2147483648|= -2147483648
  UTC|integer|2147483648|! value "2147483648" is out of range for type integer
  UTC|integer|abc|! invalid input syntax for type integer: "abc"
  UTC|integer|1e3|! invalid input syntax for type integer: "1e3"
  UTC|integer|--1|! invalid input syntax for type integer: "--1"
  UTC|bigint|9223372036854775807|= 9223372036854775807
  UTC|bigint|-9223372036854775808|= -9223372036854775808
  UTC|bigint|9223372036854775808|! value "9223372036854775808" is out of range for type bigint
  UTC|bigint|-9223372036854775809|! value "-9223372036854775809" is out of range for type bigint
  UTC|bigint|abc|! invalid input syntax for type bigint: "abc"
  UTC|bigint|12 3|! invalid input syntax for type bigint: "12 3"
  UTC|bigint|99999999999999999999999|! value "99999999999999999999999" is out of range for type bigint
  UTC|boolean|t|= true
  UTC|boolean|TRUE|= true
  UTC|boolean|yes|= true
  UTC|boolean|on|= true
  UTC|boolean|1|= true
  UTC|boolean|f|= false
  UTC|boolean|no|= false
  UTC|boolean|off|= false
  UTC|boolean|0|= false
  UTC|boolean|of|= false
  UTC|boolean|o|! invalid input syntax for type boolean: "o"
  UTC|boolean|2|! invalid input syntax for type boolean: "2"
  UTC|boolean|tru|= true
  UTC|boolean|truee|! invalid input syntax for type boolean: "truee"
  UTC|boolean| y |= true
  UTC|real|0.1|= 0.1
  UTC|real|1e10|= 1e+10
  UTC|real|123456|= 123456
  UTC|real|1234567|= 1.234567e+06
  UTC|real|0.0001|= 0.0001
  UTC|real|0.00001|= 1e-05
  UTC|real|3.4028235e38|= 3.4028235e+38
  UTC|real|1e39|! "1e39" is out of range for type real
  UTC|real|NaN|= NaN
  UTC|real|-Infinity|= -Infinity
  UTC|real|16777217|= 1.6777216e+07
  UTC|real|1e-46|! "1e-46" is out of range for type real
  UTC|double precision|0.1|= 0.1
  UTC|double precision|1e20|= 1e+20
  UTC|double precision|1e15|= 1e+15
  UTC|double precision|1e14|= 100000000000000
  UTC|double precision|123456789012345678|= 1.2345678901234568e+17
  UTC|double precision|0.0001|= 0.0001
  UTC|double precision|0.00001|= 1e-05
  UTC|double precision|1e-310|= 1e-310
  UTC|double precision|1e400|! "1e400" is out of range for type double precision
  UTC|double precision|1e-400|! "1e-400" is out of range for type double precision
  UTC|double precision|NaN|= NaN
  UTC|double precision|inf|= Infinity
  UTC|double precision|-Infinity|= -Infinity
  UTC|double precision|-0|= -0
  UTC|double precision|5e-324|= 5e-324
  UTC|double precision|1.7976931348623157e308|= 1.7976931348623157e+308
  UTC|double precision|.5|= 0.5
  UTC|double precision|5.|= 5
  UTC|double precision|e5|! invalid input syntax for type double precision: "e5"
  UTC|double precision|1e|! invalid input syntax for type double precision: "1e"
  UTC|double precision|100|= 100
  UTC|double precision|1234567.125|= 1234567.125
  UTC|numeric|0|= 0
  UTC|numeric|-0|= 0
  UTC|numeric|1.50|= 1.50
  UTC|numeric|1e3|= 1000
  UTC|numeric|1.5e-3|= 0.0015
  UTC|numeric|1.50e1|= 15.0
  UTC|numeric|.5|= 0.5
  UTC|numeric|5.|= 5
  UTC|numeric|-.5|= -0.5
  UTC|numeric|1e|! invalid input syntax for type numeric: "1e"
  UTC|numeric|abc|! invalid input syntax for type numeric: "abc"
  UTC|numeric|1.2.3|! invalid input syntax for type numeric: "1.2.3"
  UTC|numeric|  7 |= 7
  UTC|numeric|000123.4500|= 123.4500
  UTC|numeric|1e-5|= 0.00001
  UTC|numeric|123456789012345678901234567890.123456|= 123456789012345678901234567890.123456
  UTC|numeric|+1|= 1
  UTC|numeric(5,2)|123.456|= 123.46
  UTC|numeric(5,2)|999.995|! numeric field overflow
  UTC|numeric(5,2)|-999.994|= -999.99
  UTC|numeric(5,2)|1000|! numeric field overflow
  UTC|numeric(5,2)|0.005|= 0.01
  UTC|numeric(5,2)|-0.005|= -0.01
  UTC|numeric(5,2)|123.455|= 123.46
  UTC|numeric(5,2)|1e2|= 100.00
  UTC|numeric(3,0)|999.4|= 999
  UTC|numeric(3,0)|999.5|! numeric field overflow
  UTC|numeric(3,0)|-0.5|= -1
  UTC|varchar(3)|abc|= abc
  UTC|varchar(3)|abcd|! value too long for type character varying(3)
  UTC|varchar(3)|abc  |= abc
  UTC|varchar(3)|äöü|= äöü
  UTC|varchar(3)|äöüx|! value too long for type character varying(3)
  UTC|varchar(3)||= 
  UTC|date|2021-11-30|= 2021-11-30
  UTC|date|2021-02-29|! date/time field value out of range: "2021-02-29"
  UTC|date|2020-02-29|= 2020-02-29
  UTC|date|1900-02-29|! date/time field value out of range: "1900-02-29"
  UTC|date|2000-02-29|= 2000-02-29
  UTC|date|20211130|= 2021-11-30
  UTC|date|2021-1-2|= 2021-01-02
  UTC|date|0001-01-01|= 0001-01-01
  UTC|date|9999-12-31|= 9999-12-31
  UTC|date|0001-01-01 BC|= 0001-01-01 BC
  UTC|date|4714-11-24 BC|= 4714-11-24 BC
  UTC|date|infinity|= infinity
  UTC|date|epoch|= 1970-01-01
  UTC|date|2021-11-30 10:00:00|= 2021-11-30
  UTC|date|2021-13-01|! date/time field value out of range: "2021-13-01"
  UTC|date|2021/11/30|= 2021-11-30
  UTC|date|10000-01-01|= 10000-01-01
  UTC|date|5874897-12-31|= 5874897-12-31
  UTC|date|5874898-01-01|! date out of range: "5874898-01-01"
  UTC|date|abc|! invalid input syntax for type date: "abc"
  UTC|date|2021-11|! invalid input syntax for type date: "2021-11"
  UTC|date|0000-01-01|! date/time field value out of range: "0000-01-01"
  UTC|time|10:11:12|= 10:11:12
  UTC|time|24:00:00|= 24:00:00
  UTC|time|24:00:01|! date/time field value out of range: "24:00:01"
  UTC|time|10:11|= 10:11:00
  UTC|time|10:11:12.345678|= 10:11:12.345678
  UTC|time|10:11:12.3456789|= 10:11:12.345679
  UTC|time|23:59:59.9999999|= 24:00:00
  UTC|time|10:11:60|= 10:12:00
  UTC|time|10:60:00|! date/time field value out of range: "10:60:00"
  UTC|time|25:00:00|! date/time field value out of range: "25:00:00"
  UTC|time|1:2:3|= 01:02:03
  UTC|time|10:11:12 PM|= 22:11:12
  UTC|time|12:00:00 AM|= 00:00:00
  UTC|time|13:00 PM|! date/time field value out of range: "13:00 PM"
  UTC|time|10:11:12+05|= 10:11:12
  UTC|time|abc|! invalid input syntax for type time: "abc"
  UTC|timestamp|2021-11-30 00:00:00|= 2021-11-30 00:00:00
  UTC|timestamp|2021-11-30T12:34:56|= 2021-11-30 12:34:56
  UTC|timestamp|2021-11-30T12:34:56.5|= 2021-11-30 12:34:56.5
  UTC|timestamp|2021-11-30 12:34:56.1234567|= 2021-11-30 12:34:56.123457
  UTC|timestamp|2021-11-30|= 2021-11-30 00:00:00
  UTC|timestamp|2021-11-30 23:59:60|= 2021-12-01 00:00:00
  UTC|timestamp|2021-11-30 24:00:00|= 2021-12-01 00:00:00
  UTC|timestamp|2021-11-30 24:00:01|! date/time field value out of range: "2021-11-30 24:00:01"
  UTC|timestamp|2021-02-30 00:00:00|! date/time field value out of range: "2021-02-30 00:00:00"
  UTC|timestamp|infinity|= infinity
  UTC|timestamp|-infinity|= -infinity
  UTC|timestamp|epoch|= 1970-01-01 00:00:00
  UTC|timestamp|1969-12-31 23:59:59.5|= 1969-12-31 23:59:59.5
  UTC|timestamp|0001-01-01 00:00:00|= 0001-01-01 00:00:00
  UTC|timestamp|0044-03-15 00:00:00 BC|= 0044-03-15 00:00:00 BC
  UTC|timestamp|2021-11-30 00:00:61|! date/time field value out of range: "2021-11-30 00:00:61"
  UTC|timestamp|2021-11-30 1:2|= 2021-11-30 01:02:00
  UTC|timestamp|2021-11-30 12|! invalid input syntax for type timestamp: "2021-11-30 12"
  UTC|timestamp|x|! invalid input syntax for type timestamp: "x"
  UTC|timestamp||! invalid input syntax for type timestamp: ""
  UTC|timestamp|294246-12-31 23:59:59|= 294246-12-31 23:59:59
  UTC|timestamp|2021-11-30 12:00 PM|= 2021-11-30 12:00:00
  UTC|timestamp|2021-11-30 00:00:00.|= 2021-11-30 00:00:00
  UTC|timestamp|2021-11-30  00:00:00 |= 2021-11-30 00:00:00
  UTC|timestamptz|2021-11-30 00:00:00|= 2021-11-30 00:00:00+00
  UTC|timestamptz|2021-11-30 00:00:00Z|= 2021-11-30 00:00:00+00
  UTC|timestamptz|2021-11-30T00:00:00+05:30|= 2021-11-29 18:30:00+00
  UTC|timestamptz|2021-11-30 00:00:00+0530|= 2021-11-29 18:30:00+00
  UTC|timestamptz|2021-11-30 00:00:00-08|= 2021-11-30 08:00:00+00
  UTC|timestamptz|2021-11-30 00:00:00 America/New_York|= 2021-11-30 05:00:00+00
  UTC|timestamptz|2021-03-14 02:30:00 America/New_York|= 2021-03-14 07:30:00+00
  UTC|timestamptz|2021-11-07 01:30:00 America/New_York|= 2021-11-07 06:30:00+00
  UTC|timestamptz|2021-11-30 00:00:00+16|! time zone displacement out of range: "2021-11-30 00:00:00+16"
  UTC|timestamptz|1800-01-01 00:00:00|= 1800-01-01 00:00:00+00
  UTC|timestamptz|infinity|= infinity
  UTC|timestamptz|2021-11-30 00:00:00.25 UTC|= 2021-11-30 00:00:00.25+00
  UTC|timestamptz|2021-11-30 00:00:00+05:21:10|= 2021-11-29 18:38:50+00
  UTC|timestamptz|2021-11-30|= 2021-11-30 00:00:00+00
  UTC|interval|1 minute|= 00:01:00
  UTC|interval|10 seconds|= 00:00:10
  UTC|interval|1 day 02:03:04|= 1 day 02:03:04
  UTC|interval|1 year 2 mons|= 1 year 2 mons
  UTC|interval|-5 days|= -5 days
  UTC|interval|PT1M|= 00:01:00
  UTC|interval|P1Y2M3DT4H5M6S|= 1 year 2 mons 3 days 04:05:06
  UTC|interval|P1W|= 7 days
  UTC|interval|1.5 days|= 1 day 12:00:00
  UTC|interval|1.5 months|= 1 mon 15 days
  UTC|interval|1.5 years|= 1 year 6 mons
  UTC|interval|1.5 weeks|= 10 days 12:00:00
  UTC|interval|1.5 hours|= 01:30:00
  UTC|interval|2 hours ago|= -02:00:00
  UTC|interval|1-2|= 1 year 2 mons
  UTC|interval|5|= 00:00:05
  UTC|interval|00:00:01.5|= 00:00:01.5
  UTC|interval|-1 year 3 days|= -1 years +3 days
  UTC|interval|-1 mons +2 days -00:00:01|= -1 mons +2 days -00:00:01
  UTC|interval|@ 1 minute|= 00:01:00
  UTC|interval|1 day 2|= 1 day 00:00:02
  UTC|interval|abc|! invalid input syntax for type interval: "abc"
  UTC|interval|1 foo|! invalid input syntax for type interval: "1 foo"
  UTC|interval||! invalid input syntax for type interval: ""
  UTC|interval|PT0.5S|= 00:00:00.5
  UTC|interval|1 mon -1 hour|= 1 mon -01:00:00
  UTC|interval|100:00:00|= 100:00:00
  UTC|interval|1 decade|= 10 years
  UTC|interval|1 century|= 100 years
  UTC|interval|500 ms|= 00:00:00.5
  UTC|interval|3 us|= 00:00:00.000003
  UTC|interval|0|= 00:00:00
  UTC|interval|1 day 23:59:59.999999|= 1 day 23:59:59.999999
  UTC|interval|-00:30|= -00:30:00
  UTC|interval|1 month 1 month|! invalid input syntax for type interval: "1 month 1 month"
  UTC|interval|9999999999 years|! interval field value out of range: "9999999999 years"
  UTC|interval|0.1 months|= 3 days
  UTC|interval|1 day 60:61|! interval field value out of range: "1 day 60:61"
  UTC|interval|36:00|= 36:00:00
  UTC|interval|-1.5 days|= -1 days -12:00:00
  UTC|interval|1h|= 01:00:00
  UTC|interval|1d 1h 1m 1s|= 1 day 01:01:01
  UTC|interval|PT36H|= 36:00:00
  UTC|interval|P-1Y|= -1 years
  UTC|interval|1.0000005 seconds|= 00:00:01
  UTC|interval|P|! invalid input syntax for type interval: "P"
  UTC|interval|1 y|= 1 year
  UTC|uuid|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|= a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
  UTC|uuid|{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}|= a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
  UTC|uuid|a0eebc999c0b4ef8bb6d6bb9bd380a11|= a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
  UTC|uuid|a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11|= a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
  UTC|uuid|a0eebc99|! invalid input syntax for type uuid: "a0eebc99"
  UTC|uuid|x|! invalid input syntax for type uuid: "x"
  UTC|bytea|\xDEADbeef|= \xdeadbeef
  UTC|bytea|abc|= \x616263
  UTC|bytea|a\\b|= \x615c62
  UTC|bytea|\001|= \x01
  UTC|bytea|\xabc|! invalid hexadecimal data: odd number of digits
  UTC|bytea|\xzz|! invalid hexadecimal digit: "z"
  UTC|bytea|\x|= \x
  UTC|jsonb|{"b":1,"a":2}|= {"a": 2, "b": 1}
  UTC|jsonb|{"bb":1,"a":2,"b":3}|= {"a": 2, "b": 3, "bb": 1}
  UTC|jsonb|{"a":1,"a":2}|= {"a": 2}
  UTC|jsonb|[1, 2,3 ]|= [1, 2, 3]
  UTC|jsonb|"x\u0041\n\t\u0001"|= "xA\n\t\u0001"
  UTC|jsonb|1.50|= 1.50
  UTC|jsonb|1e2|= 100
  UTC|jsonb|-0|= 0
  UTC|jsonb|true|= true
  UTC|jsonb|null|= null
  UTC|jsonb|{"a":{"c":[],"b":{}}}|= {"a": {"b": {}, "c": []}}
  UTC|jsonb|"\ud83d\ude00"|= "😀"
  UTC|jsonb|  {"a" : null}  |= {"a": null}
  UTC|jsonb|1.0|= 1.0
  UTC|jsonb|"\/"|= "/"
  UTC|jsonb|1E-2|= 0.01
  UTC|jsonb|{"ä":1,"zz":2}|= {"zz": 2, "ä": 1}
  America/New_York|timestamptz|2021-03-14 01:59:59|= 2021-03-14 01:59:59-05
  America/New_York|timestamptz|2021-03-14 02:30:00|= 2021-03-14 03:30:00-04
  America/New_York|timestamptz|2021-03-14 03:00:00|= 2021-03-14 03:00:00-04
  America/New_York|timestamptz|2021-11-07 01:30:00|= 2021-11-07 01:30:00-05
  America/New_York|timestamptz|2021-11-07 00:59:59|= 2021-11-07 00:59:59-04
  America/New_York|timestamptz|2021-11-07 02:00:00|= 2021-11-07 02:00:00-05
  America/New_York|timestamptz|2021-07-01 12:00:00|= 2021-07-01 12:00:00-04
  America/New_York|timestamptz|2021-01-01 00:00:00Z|= 2020-12-31 19:00:00-05
  America/New_York|timestamptz|1883-11-18 12:03:58|= 1883-11-18 12:03:58-05
  America/New_York|timestamptz|1900-01-01|= 1900-01-01 00:00:00-05
  America/New_York|timestamptz|2040-07-01 00:00:00|= 2040-07-01 00:00:00-04
  America/New_York|timestamptz|infinity|= infinity
  America/New_York|timestamptz|2021-06-01 00:00:00 Asia/Kolkata|= 2021-05-31 14:30:00-04
  America/New_York|timestamptz|0044-03-15 BC|= 0044-03-15 00:00:00-04:56:02 BC
  Asia/Kolkata|timestamptz|2021-03-14 01:59:59|= 2021-03-14 01:59:59+05:30
  Asia/Kolkata|timestamptz|2021-03-14 02:30:00|= 2021-03-14 02:30:00+05:30
  Asia/Kolkata|timestamptz|2021-03-14 03:00:00|= 2021-03-14 03:00:00+05:30
  Asia/Kolkata|timestamptz|2021-11-07 01:30:00|= 2021-11-07 01:30:00+05:30
  Asia/Kolkata|timestamptz|2021-11-07 00:59:59|= 2021-11-07 00:59:59+05:30
  Asia/Kolkata|timestamptz|2021-11-07 02:00:00|= 2021-11-07 02:00:00+05:30
  Asia/Kolkata|timestamptz|2021-07-01 12:00:00|= 2021-07-01 12:00:00+05:30
  Asia/Kolkata|timestamptz|2021-01-01 00:00:00Z|= 2021-01-01 05:30:00+05:30
  Asia/Kolkata|timestamptz|1883-11-18 12:03:58|= 1883-11-18 12:03:58+05:21:10
  Asia/Kolkata|timestamptz|1900-01-01|= 1900-01-01 00:00:00+05:21:10
  Asia/Kolkata|timestamptz|2040-07-01 00:00:00|= 2040-07-01 00:00:00+05:30
  Asia/Kolkata|timestamptz|infinity|= infinity
  Asia/Kolkata|timestamptz|2021-06-01 00:00:00 Asia/Kolkata|= 2021-06-01 00:00:00+05:30
  Asia/Kolkata|timestamptz|0044-03-15 BC|= 0044-03-15 00:00:00+05:53:28 BC
  """#
