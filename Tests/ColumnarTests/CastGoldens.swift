/// Casts as PostgreSQL 15 does them: `zone│from│to│context│value│= text` or `! message`.
let castGoldens = ##"""
  UTC│smallint│smallint│explicit│0│= 0
  UTC│smallint│smallint│explicit│-32768│= -32768
  UTC│smallint│smallint│explicit│32767│= 32767
  UTC│smallint│integer│explicit│0│= 0
  UTC│smallint│integer│explicit│-32768│= -32768
  UTC│smallint│integer│explicit│32767│= 32767
  UTC│smallint│bigint│explicit│0│= 0
  UTC│smallint│bigint│explicit│-32768│= -32768
  UTC│smallint│bigint│explicit│32767│= 32767
  UTC│smallint│numeric│explicit│0│= 0
  UTC│smallint│numeric│explicit│-32768│= -32768
  UTC│smallint│numeric│explicit│32767│= 32767
  UTC│smallint│numeric(5,2)│explicit│0│= 0.00
  UTC│smallint│numeric(5,2)│explicit│-32768│! numeric field overflow
  UTC│smallint│numeric(5,2)│explicit│32767│! numeric field overflow
  UTC│smallint│numeric(3,0)│explicit│0│= 0
  UTC│smallint│numeric(3,0)│explicit│-32768│! numeric field overflow
  UTC│smallint│numeric(3,0)│explicit│32767│! numeric field overflow
  UTC│smallint│real│explicit│0│= 0
  UTC│smallint│real│explicit│-32768│= -32768
  UTC│smallint│real│explicit│32767│= 32767
  UTC│smallint│double precision│explicit│0│= 0
  UTC│smallint│double precision│explicit│-32768│= -32768
  UTC│smallint│double precision│explicit│32767│= 32767
  UTC│smallint│text│explicit│0│= 0
  UTC│smallint│text│explicit│-32768│= -32768
  UTC│smallint│text│explicit│32767│= 32767
  UTC│smallint│varchar(3)│explicit│0│= 0
  UTC│smallint│varchar(3)│assignment│0│= 0
  UTC│smallint│varchar(3)│explicit│-32768│= -32
  UTC│smallint│varchar(3)│assignment│-32768│! value too long for type character varying(3)
  UTC│smallint│varchar(3)│explicit│32767│= 327
  UTC│smallint│varchar(3)│assignment│32767│! value too long for type character varying(3)
  UTC│integer│smallint│explicit│0│= 0
  UTC│integer│smallint│explicit│1│= 1
  UTC│integer│smallint│explicit│-1│= -1
  UTC│integer│smallint│explicit│100000│! smallint out of range
  UTC│integer│smallint│explicit│2147483647│! smallint out of range
  UTC│integer│smallint│explicit│-2147483648│! smallint out of range
  UTC│integer│integer│explicit│0│= 0
  UTC│integer│integer│explicit│1│= 1
  UTC│integer│integer│explicit│-1│= -1
  UTC│integer│integer│explicit│100000│= 100000
  UTC│integer│integer│explicit│2147483647│= 2147483647
  UTC│integer│integer│explicit│-2147483648│= -2147483648
  UTC│integer│bigint│explicit│0│= 0
  UTC│integer│bigint│explicit│1│= 1
  UTC│integer│bigint│explicit│-1│= -1
  UTC│integer│bigint│explicit│100000│= 100000
  UTC│integer│bigint│explicit│2147483647│= 2147483647
  UTC│integer│bigint│explicit│-2147483648│= -2147483648
  UTC│integer│numeric│explicit│0│= 0
  UTC│integer│numeric│explicit│1│= 1
  UTC│integer│numeric│explicit│-1│= -1
  UTC│integer│numeric│explicit│100000│= 100000
  UTC│integer│numeric│explicit│2147483647│= 2147483647
  UTC│integer│numeric│explicit│-2147483648│= -2147483648
  UTC│integer│numeric(5,2)│explicit│0│= 0.00
  UTC│integer│numeric(5,2)│explicit│1│= 1.00
  UTC│integer│numeric(5,2)│explicit│-1│= -1.00
  UTC│integer│numeric(5,2)│explicit│100000│! numeric field overflow
  UTC│integer│numeric(5,2)│explicit│2147483647│! numeric field overflow
  UTC│integer│numeric(5,2)│explicit│-2147483648│! numeric field overflow
  UTC│integer│numeric(3,0)│explicit│0│= 0
  UTC│integer│numeric(3,0)│explicit│1│= 1
  UTC│integer│numeric(3,0)│explicit│-1│= -1
  UTC│integer│numeric(3,0)│explicit│100000│! numeric field overflow
  UTC│integer│numeric(3,0)│explicit│2147483647│! numeric field overflow
  UTC│integer│numeric(3,0)│explicit│-2147483648│! numeric field overflow
  UTC│integer│real│explicit│0│= 0
  UTC│integer│real│explicit│1│= 1
  UTC│integer│real│explicit│-1│= -1
  UTC│integer│real│explicit│100000│= 100000
  UTC│integer│real│explicit│2147483647│= 2.1474836e+09
  UTC│integer│real│explicit│-2147483648│= -2.1474836e+09
  UTC│integer│double precision│explicit│0│= 0
  UTC│integer│double precision│explicit│1│= 1
  UTC│integer│double precision│explicit│-1│= -1
  UTC│integer│double precision│explicit│100000│= 100000
  UTC│integer│double precision│explicit│2147483647│= 2147483647
  UTC│integer│double precision│explicit│-2147483648│= -2147483648
  UTC│integer│boolean│explicit│0│= false
  UTC│integer│boolean│explicit│1│= true
  UTC│integer│boolean│explicit│-1│= true
  UTC│integer│boolean│explicit│100000│= true
  UTC│integer│boolean│explicit│2147483647│= true
  UTC│integer│boolean│explicit│-2147483648│= true
  UTC│integer│text│explicit│0│= 0
  UTC│integer│text│explicit│1│= 1
  UTC│integer│text│explicit│-1│= -1
  UTC│integer│text│explicit│100000│= 100000
  UTC│integer│text│explicit│2147483647│= 2147483647
  UTC│integer│text│explicit│-2147483648│= -2147483648
  UTC│integer│varchar(3)│explicit│0│= 0
  UTC│integer│varchar(3)│assignment│0│= 0
  UTC│integer│varchar(3)│explicit│1│= 1
  UTC│integer│varchar(3)│assignment│1│= 1
  UTC│integer│varchar(3)│explicit│-1│= -1
  UTC│integer│varchar(3)│assignment│-1│= -1
  UTC│integer│varchar(3)│explicit│100000│= 100
  UTC│integer│varchar(3)│assignment│100000│! value too long for type character varying(3)
  UTC│integer│varchar(3)│explicit│2147483647│= 214
  UTC│integer│varchar(3)│assignment│2147483647│! value too long for type character varying(3)
  UTC│integer│varchar(3)│explicit│-2147483648│= -21
  UTC│integer│varchar(3)│assignment│-2147483648│! value too long for type character varying(3)
  UTC│bigint│smallint│explicit│0│= 0
  UTC│bigint│smallint│explicit│9223372036854775807│! smallint out of range
  UTC│bigint│smallint│explicit│-9223372036854775808│! smallint out of range
  UTC│bigint│smallint│explicit│16777217│! smallint out of range
  UTC│bigint│smallint│explicit│40000│! smallint out of range
  UTC│bigint│smallint│explicit│3000000000│! smallint out of range
  UTC│bigint│integer│explicit│0│= 0
  UTC│bigint│integer│explicit│9223372036854775807│! integer out of range
  UTC│bigint│integer│explicit│-9223372036854775808│! integer out of range
  UTC│bigint│integer│explicit│16777217│= 16777217
  UTC│bigint│integer│explicit│40000│= 40000
  UTC│bigint│integer│explicit│3000000000│! integer out of range
  UTC│bigint│bigint│explicit│0│= 0
  UTC│bigint│bigint│explicit│9223372036854775807│= 9223372036854775807
  UTC│bigint│bigint│explicit│-9223372036854775808│= -9223372036854775808
  UTC│bigint│bigint│explicit│16777217│= 16777217
  UTC│bigint│bigint│explicit│40000│= 40000
  UTC│bigint│bigint│explicit│3000000000│= 3000000000
  UTC│bigint│numeric│explicit│0│= 0
  UTC│bigint│numeric│explicit│9223372036854775807│= 9223372036854775807
  UTC│bigint│numeric│explicit│-9223372036854775808│= -9223372036854775808
  UTC│bigint│numeric│explicit│16777217│= 16777217
  UTC│bigint│numeric│explicit│40000│= 40000
  UTC│bigint│numeric│explicit│3000000000│= 3000000000
  UTC│bigint│numeric(5,2)│explicit│0│= 0.00
  UTC│bigint│numeric(5,2)│explicit│9223372036854775807│! numeric field overflow
  UTC│bigint│numeric(5,2)│explicit│-9223372036854775808│! numeric field overflow
  UTC│bigint│numeric(5,2)│explicit│16777217│! numeric field overflow
  UTC│bigint│numeric(5,2)│explicit│40000│! numeric field overflow
  UTC│bigint│numeric(5,2)│explicit│3000000000│! numeric field overflow
  UTC│bigint│numeric(3,0)│explicit│0│= 0
  UTC│bigint│numeric(3,0)│explicit│9223372036854775807│! numeric field overflow
  UTC│bigint│numeric(3,0)│explicit│-9223372036854775808│! numeric field overflow
  UTC│bigint│numeric(3,0)│explicit│16777217│! numeric field overflow
  UTC│bigint│numeric(3,0)│explicit│40000│! numeric field overflow
  UTC│bigint│numeric(3,0)│explicit│3000000000│! numeric field overflow
  UTC│bigint│real│explicit│0│= 0
  UTC│bigint│real│explicit│9223372036854775807│= 9.223372e+18
  UTC│bigint│real│explicit│-9223372036854775808│= -9.223372e+18
  UTC│bigint│real│explicit│16777217│= 1.6777216e+07
  UTC│bigint│real│explicit│40000│= 40000
  UTC│bigint│real│explicit│3000000000│= 3e+09
  UTC│bigint│double precision│explicit│0│= 0
  UTC│bigint│double precision│explicit│9223372036854775807│= 9.223372036854776e+18
  UTC│bigint│double precision│explicit│-9223372036854775808│= -9.223372036854776e+18
  UTC│bigint│double precision│explicit│16777217│= 16777217
  UTC│bigint│double precision│explicit│40000│= 40000
  UTC│bigint│double precision│explicit│3000000000│= 3000000000
  UTC│bigint│text│explicit│0│= 0
  UTC│bigint│text│explicit│9223372036854775807│= 9223372036854775807
  UTC│bigint│text│explicit│-9223372036854775808│= -9223372036854775808
  UTC│bigint│text│explicit│16777217│= 16777217
  UTC│bigint│text│explicit│40000│= 40000
  UTC│bigint│text│explicit│3000000000│= 3000000000
  UTC│bigint│varchar(3)│explicit│0│= 0
  UTC│bigint│varchar(3)│assignment│0│= 0
  UTC│bigint│varchar(3)│explicit│9223372036854775807│= 922
  UTC│bigint│varchar(3)│assignment│9223372036854775807│! value too long for type character varying(3)
  UTC│bigint│varchar(3)│explicit│-9223372036854775808│= -92
  UTC│bigint│varchar(3)│assignment│-9223372036854775808│! value too long for type character varying(3)
  UTC│bigint│varchar(3)│explicit│16777217│= 167
  UTC│bigint│varchar(3)│assignment│16777217│! value too long for type character varying(3)
  UTC│bigint│varchar(3)│explicit│40000│= 400
  UTC│bigint│varchar(3)│assignment│40000│! value too long for type character varying(3)
  UTC│bigint│varchar(3)│explicit│3000000000│= 300
  UTC│bigint│varchar(3)│assignment│3000000000│! value too long for type character varying(3)
  UTC│numeric│smallint│explicit│0│= 0
  UTC│numeric│smallint│explicit│1.5│= 2
  UTC│numeric│smallint│explicit│2.5│= 3
  UTC│numeric│smallint│explicit│-2.5│= -3
  UTC│numeric│smallint│explicit│0.4│= 0
  UTC│numeric│smallint│explicit│123456789012345678901234567890│! smallint out of range
  UTC│numeric│smallint│explicit│32767.4│= 32767
  UTC│numeric│smallint│explicit│32767.5│! smallint out of range
  UTC│numeric│smallint│explicit│9223372036854775807.4│! smallint out of range
  UTC│numeric│smallint│explicit│99.995│= 100
  UTC│numeric│smallint│explicit│1e-10│= 0
  UTC│numeric│smallint│explicit│-0.5│= -1
  UTC│numeric│integer│explicit│0│= 0
  UTC│numeric│integer│explicit│1.5│= 2
  UTC│numeric│integer│explicit│2.5│= 3
  UTC│numeric│integer│explicit│-2.5│= -3
  UTC│numeric│integer│explicit│0.4│= 0
  UTC│numeric│integer│explicit│123456789012345678901234567890│! integer out of range
  UTC│numeric│integer│explicit│32767.4│= 32767
  UTC│numeric│integer│explicit│32767.5│= 32768
  UTC│numeric│integer│explicit│9223372036854775807.4│! integer out of range
  UTC│numeric│integer│explicit│99.995│= 100
  UTC│numeric│integer│explicit│1e-10│= 0
  UTC│numeric│integer│explicit│-0.5│= -1
  UTC│numeric│bigint│explicit│0│= 0
  UTC│numeric│bigint│explicit│1.5│= 2
  UTC│numeric│bigint│explicit│2.5│= 3
  UTC│numeric│bigint│explicit│-2.5│= -3
  UTC│numeric│bigint│explicit│0.4│= 0
  UTC│numeric│bigint│explicit│123456789012345678901234567890│! bigint out of range
  UTC│numeric│bigint│explicit│32767.4│= 32767
  UTC│numeric│bigint│explicit│32767.5│= 32768
  UTC│numeric│bigint│explicit│9223372036854775807.4│= 9223372036854775807
  UTC│numeric│bigint│explicit│99.995│= 100
  UTC│numeric│bigint│explicit│1e-10│= 0
  UTC│numeric│bigint│explicit│-0.5│= -1
  UTC│numeric│numeric│explicit│0│= 0
  UTC│numeric│numeric│explicit│1.5│= 1.5
  UTC│numeric│numeric│explicit│2.5│= 2.5
  UTC│numeric│numeric│explicit│-2.5│= -2.5
  UTC│numeric│numeric│explicit│0.4│= 0.4
  UTC│numeric│numeric│explicit│123456789012345678901234567890│= 123456789012345678901234567890
  UTC│numeric│numeric│explicit│32767.4│= 32767.4
  UTC│numeric│numeric│explicit│32767.5│= 32767.5
  UTC│numeric│numeric│explicit│9223372036854775807.4│= 9223372036854775807.4
  UTC│numeric│numeric│explicit│99.995│= 99.995
  UTC│numeric│numeric│explicit│1e-10│= 0.0000000001
  UTC│numeric│numeric│explicit│-0.5│= -0.5
  UTC│numeric│numeric(5,2)│explicit│0│= 0.00
  UTC│numeric│numeric(5,2)│explicit│1.5│= 1.50
  UTC│numeric│numeric(5,2)│explicit│2.5│= 2.50
  UTC│numeric│numeric(5,2)│explicit│-2.5│= -2.50
  UTC│numeric│numeric(5,2)│explicit│0.4│= 0.40
  UTC│numeric│numeric(5,2)│explicit│123456789012345678901234567890│! numeric field overflow
  UTC│numeric│numeric(5,2)│explicit│32767.4│! numeric field overflow
  UTC│numeric│numeric(5,2)│explicit│32767.5│! numeric field overflow
  UTC│numeric│numeric(5,2)│explicit│9223372036854775807.4│! numeric field overflow
  UTC│numeric│numeric(5,2)│explicit│99.995│= 100.00
  UTC│numeric│numeric(5,2)│explicit│1e-10│= 0.00
  UTC│numeric│numeric(5,2)│explicit│-0.5│= -0.50
  UTC│numeric│numeric(3,0)│explicit│0│= 0
  UTC│numeric│numeric(3,0)│explicit│1.5│= 2
  UTC│numeric│numeric(3,0)│explicit│2.5│= 3
  UTC│numeric│numeric(3,0)│explicit│-2.5│= -3
  UTC│numeric│numeric(3,0)│explicit│0.4│= 0
  UTC│numeric│numeric(3,0)│explicit│123456789012345678901234567890│! numeric field overflow
  UTC│numeric│numeric(3,0)│explicit│32767.4│! numeric field overflow
  UTC│numeric│numeric(3,0)│explicit│32767.5│! numeric field overflow
  UTC│numeric│numeric(3,0)│explicit│9223372036854775807.4│! numeric field overflow
  UTC│numeric│numeric(3,0)│explicit│99.995│= 100
  UTC│numeric│numeric(3,0)│explicit│1e-10│= 0
  UTC│numeric│numeric(3,0)│explicit│-0.5│= -1
  UTC│numeric│real│explicit│0│= 0
  UTC│numeric│real│explicit│1.5│= 1.5
  UTC│numeric│real│explicit│2.5│= 2.5
  UTC│numeric│real│explicit│-2.5│= -2.5
  UTC│numeric│real│explicit│0.4│= 0.4
  UTC│numeric│real│explicit│123456789012345678901234567890│= 1.2345679e+29
  UTC│numeric│real│explicit│32767.4│= 32767.4
  UTC│numeric│real│explicit│32767.5│= 32767.5
  UTC│numeric│real│explicit│9223372036854775807.4│= 9.223372e+18
  UTC│numeric│real│explicit│99.995│= 99.995
  UTC│numeric│real│explicit│1e-10│= 1e-10
  UTC│numeric│real│explicit│-0.5│= -0.5
  UTC│numeric│double precision│explicit│0│= 0
  UTC│numeric│double precision│explicit│1.5│= 1.5
  UTC│numeric│double precision│explicit│2.5│= 2.5
  UTC│numeric│double precision│explicit│-2.5│= -2.5
  UTC│numeric│double precision│explicit│0.4│= 0.4
  UTC│numeric│double precision│explicit│123456789012345678901234567890│= 1.2345678901234568e+29
  UTC│numeric│double precision│explicit│32767.4│= 32767.4
  UTC│numeric│double precision│explicit│32767.5│= 32767.5
  UTC│numeric│double precision│explicit│9223372036854775807.4│= 9.223372036854776e+18
  UTC│numeric│double precision│explicit│99.995│= 99.995
  UTC│numeric│double precision│explicit│1e-10│= 1e-10
  UTC│numeric│double precision│explicit│-0.5│= -0.5
  UTC│numeric│text│explicit│0│= 0
  UTC│numeric│text│explicit│1.5│= 1.5
  UTC│numeric│text│explicit│2.5│= 2.5
  UTC│numeric│text│explicit│-2.5│= -2.5
  UTC│numeric│text│explicit│0.4│= 0.4
  UTC│numeric│text│explicit│123456789012345678901234567890│= 123456789012345678901234567890
  UTC│numeric│text│explicit│32767.4│= 32767.4
  UTC│numeric│text│explicit│32767.5│= 32767.5
  UTC│numeric│text│explicit│9223372036854775807.4│= 9223372036854775807.4
  UTC│numeric│text│explicit│99.995│= 99.995
  UTC│numeric│text│explicit│1e-10│= 0.0000000001
  UTC│numeric│text│explicit│-0.5│= -0.5
  UTC│numeric│varchar(3)│explicit│0│= 0
  UTC│numeric│varchar(3)│assignment│0│= 0
  UTC│numeric│varchar(3)│explicit│1.5│= 1.5
  UTC│numeric│varchar(3)│assignment│1.5│= 1.5
  UTC│numeric│varchar(3)│explicit│2.5│= 2.5
  UTC│numeric│varchar(3)│assignment│2.5│= 2.5
  UTC│numeric│varchar(3)│explicit│-2.5│= -2.
  UTC│numeric│varchar(3)│assignment│-2.5│! value too long for type character varying(3)
  UTC│numeric│varchar(3)│explicit│0.4│= 0.4
  UTC│numeric│varchar(3)│assignment│0.4│= 0.4
  UTC│numeric│varchar(3)│explicit│123456789012345678901234567890│= 123
  UTC│numeric│varchar(3)│assignment│123456789012345678901234567890│! value too long for type character varying(3)
  UTC│numeric│varchar(3)│explicit│32767.4│= 327
  UTC│numeric│varchar(3)│assignment│32767.4│! value too long for type character varying(3)
  UTC│numeric│varchar(3)│explicit│32767.5│= 327
  UTC│numeric│varchar(3)│assignment│32767.5│! value too long for type character varying(3)
  UTC│numeric│varchar(3)│explicit│9223372036854775807.4│= 922
  UTC│numeric│varchar(3)│assignment│9223372036854775807.4│! value too long for type character varying(3)
  UTC│numeric│varchar(3)│explicit│99.995│= 99.
  UTC│numeric│varchar(3)│assignment│99.995│! value too long for type character varying(3)
  UTC│numeric│varchar(3)│explicit│1e-10│= 0.0
  UTC│numeric│varchar(3)│assignment│1e-10│! value too long for type character varying(3)
  UTC│numeric│varchar(3)│explicit│-0.5│= -0.
  UTC│numeric│varchar(3)│assignment│-0.5│! value too long for type character varying(3)
  UTC│real│smallint│explicit│0│= 0
  UTC│real│smallint│explicit│1.5│= 2
  UTC│real│smallint│explicit│2.5│= 2
  UTC│real│smallint│explicit│-2.5│= -2
  UTC│real│smallint│explicit│NaN│! smallint out of range
  UTC│real│smallint│explicit│Infinity│! smallint out of range
  UTC│real│smallint│explicit│0.1│= 0
  UTC│real│smallint│explicit│1e20│! smallint out of range
  UTC│real│smallint│explicit│32767.5│! smallint out of range
  UTC│real│integer│explicit│0│= 0
  UTC│real│integer│explicit│1.5│= 2
  UTC│real│integer│explicit│2.5│= 2
  UTC│real│integer│explicit│-2.5│= -2
  UTC│real│integer│explicit│NaN│! integer out of range
  UTC│real│integer│explicit│Infinity│! integer out of range
  UTC│real│integer│explicit│0.1│= 0
  UTC│real│integer│explicit│1e20│! integer out of range
  UTC│real│integer│explicit│32767.5│= 32768
  UTC│real│bigint│explicit│0│= 0
  UTC│real│bigint│explicit│1.5│= 2
  UTC│real│bigint│explicit│2.5│= 2
  UTC│real│bigint│explicit│-2.5│= -2
  UTC│real│bigint│explicit│NaN│! bigint out of range
  UTC│real│bigint│explicit│Infinity│! bigint out of range
  UTC│real│bigint│explicit│0.1│= 0
  UTC│real│bigint│explicit│1e20│! bigint out of range
  UTC│real│bigint│explicit│32767.5│= 32768
  UTC│real│numeric│explicit│0│= 0
  UTC│real│numeric│explicit│1.5│= 1.5
  UTC│real│numeric│explicit│2.5│= 2.5
  UTC│real│numeric│explicit│-2.5│= -2.5
  UTC│real│numeric│explicit│0.1│= 0.1
  UTC│real│numeric│explicit│1e20│= 100000000000000000000
  UTC│real│numeric│explicit│32767.5│= 32767.5
  UTC│real│numeric(5,2)│explicit│0│= 0.00
  UTC│real│numeric(5,2)│explicit│1.5│= 1.50
  UTC│real│numeric(5,2)│explicit│2.5│= 2.50
  UTC│real│numeric(5,2)│explicit│-2.5│= -2.50
  UTC│real│numeric(5,2)│explicit│0.1│= 0.10
  UTC│real│numeric(5,2)│explicit│1e20│! numeric field overflow
  UTC│real│numeric(5,2)│explicit│32767.5│! numeric field overflow
  UTC│real│numeric(3,0)│explicit│0│= 0
  UTC│real│numeric(3,0)│explicit│1.5│= 2
  UTC│real│numeric(3,0)│explicit│2.5│= 3
  UTC│real│numeric(3,0)│explicit│-2.5│= -3
  UTC│real│numeric(3,0)│explicit│0.1│= 0
  UTC│real│numeric(3,0)│explicit│1e20│! numeric field overflow
  UTC│real│numeric(3,0)│explicit│32767.5│! numeric field overflow
  UTC│real│real│explicit│0│= 0
  UTC│real│real│explicit│1.5│= 1.5
  UTC│real│real│explicit│2.5│= 2.5
  UTC│real│real│explicit│-2.5│= -2.5
  UTC│real│real│explicit│NaN│= NaN
  UTC│real│real│explicit│Infinity│= Infinity
  UTC│real│real│explicit│0.1│= 0.1
  UTC│real│real│explicit│1e20│= 1e+20
  UTC│real│real│explicit│32767.5│= 32767.5
  UTC│real│double precision│explicit│0│= 0
  UTC│real│double precision│explicit│1.5│= 1.5
  UTC│real│double precision│explicit│2.5│= 2.5
  UTC│real│double precision│explicit│-2.5│= -2.5
  UTC│real│double precision│explicit│NaN│= NaN
  UTC│real│double precision│explicit│Infinity│= Infinity
  UTC│real│double precision│explicit│0.1│= 0.10000000149011612
  UTC│real│double precision│explicit│1e20│= 1.0000000200408773e+20
  UTC│real│double precision│explicit│32767.5│= 32767.5
  UTC│real│text│explicit│0│= 0
  UTC│real│text│explicit│1.5│= 1.5
  UTC│real│text│explicit│2.5│= 2.5
  UTC│real│text│explicit│-2.5│= -2.5
  UTC│real│text│explicit│NaN│= NaN
  UTC│real│text│explicit│Infinity│= Infinity
  UTC│real│text│explicit│0.1│= 0.1
  UTC│real│text│explicit│1e20│= 1e+20
  UTC│real│text│explicit│32767.5│= 32767.5
  UTC│real│varchar(3)│explicit│0│= 0
  UTC│real│varchar(3)│assignment│0│= 0
  UTC│real│varchar(3)│explicit│1.5│= 1.5
  UTC│real│varchar(3)│assignment│1.5│= 1.5
  UTC│real│varchar(3)│explicit│2.5│= 2.5
  UTC│real│varchar(3)│assignment│2.5│= 2.5
  UTC│real│varchar(3)│explicit│-2.5│= -2.
  UTC│real│varchar(3)│assignment│-2.5│! value too long for type character varying(3)
  UTC│real│varchar(3)│explicit│NaN│= NaN
  UTC│real│varchar(3)│assignment│NaN│= NaN
  UTC│real│varchar(3)│explicit│Infinity│= Inf
  UTC│real│varchar(3)│assignment│Infinity│! value too long for type character varying(3)
  UTC│real│varchar(3)│explicit│0.1│= 0.1
  UTC│real│varchar(3)│assignment│0.1│= 0.1
  UTC│real│varchar(3)│explicit│1e20│= 1e+
  UTC│real│varchar(3)│assignment│1e20│! value too long for type character varying(3)
  UTC│real│varchar(3)│explicit│32767.5│= 327
  UTC│real│varchar(3)│assignment│32767.5│! value too long for type character varying(3)
  UTC│double precision│smallint│explicit│0│= 0
  UTC│double precision│smallint│explicit│0.5│= 0
  UTC│double precision│smallint│explicit│1.5│= 2
  UTC│double precision│smallint│explicit│2.5│= 2
  UTC│double precision│smallint│explicit│-2.5│= -2
  UTC│double precision│smallint│explicit│1e10│! smallint out of range
  UTC│double precision│smallint│explicit│1e20│! smallint out of range
  UTC│double precision│smallint│explicit│NaN│! smallint out of range
  UTC│double precision│smallint│explicit│-Infinity│! smallint out of range
  UTC│double precision│smallint│explicit│0.1│= 0
  UTC│double precision│smallint│explicit│9223372036854775807│! smallint out of range
  UTC│double precision│smallint│explicit│1e300│! smallint out of range
  UTC│double precision│smallint│explicit│32767.4│= 32767
  UTC│double precision│integer│explicit│0│= 0
  UTC│double precision│integer│explicit│0.5│= 0
  UTC│double precision│integer│explicit│1.5│= 2
  UTC│double precision│integer│explicit│2.5│= 2
  UTC│double precision│integer│explicit│-2.5│= -2
  UTC│double precision│integer│explicit│1e10│! integer out of range
  UTC│double precision│integer│explicit│1e20│! integer out of range
  UTC│double precision│integer│explicit│NaN│! integer out of range
  UTC│double precision│integer│explicit│-Infinity│! integer out of range
  UTC│double precision│integer│explicit│0.1│= 0
  UTC│double precision│integer│explicit│9223372036854775807│! integer out of range
  UTC│double precision│integer│explicit│1e300│! integer out of range
  UTC│double precision│integer│explicit│32767.4│= 32767
  UTC│double precision│bigint│explicit│0│= 0
  UTC│double precision│bigint│explicit│0.5│= 0
  UTC│double precision│bigint│explicit│1.5│= 2
  UTC│double precision│bigint│explicit│2.5│= 2
  UTC│double precision│bigint│explicit│-2.5│= -2
  UTC│double precision│bigint│explicit│1e10│= 10000000000
  UTC│double precision│bigint│explicit│1e20│! bigint out of range
  UTC│double precision│bigint│explicit│NaN│! bigint out of range
  UTC│double precision│bigint│explicit│-Infinity│! bigint out of range
  UTC│double precision│bigint│explicit│0.1│= 0
  UTC│double precision│bigint│explicit│9223372036854775807│! bigint out of range
  UTC│double precision│bigint│explicit│1e300│! bigint out of range
  UTC│double precision│bigint│explicit│32767.4│= 32767
  UTC│double precision│numeric│explicit│0│= 0
  UTC│double precision│numeric│explicit│0.5│= 0.5
  UTC│double precision│numeric│explicit│1.5│= 1.5
  UTC│double precision│numeric│explicit│2.5│= 2.5
  UTC│double precision│numeric│explicit│-2.5│= -2.5
  UTC│double precision│numeric│explicit│1e10│= 10000000000
  UTC│double precision│numeric│explicit│1e20│= 100000000000000000000
  UTC│double precision│numeric│explicit│0.1│= 0.1
  UTC│double precision│numeric│explicit│32767.4│= 32767.4
  UTC│double precision│numeric(5,2)│explicit│0│= 0.00
  UTC│double precision│numeric(5,2)│explicit│0.5│= 0.50
  UTC│double precision│numeric(5,2)│explicit│1.5│= 1.50
  UTC│double precision│numeric(5,2)│explicit│2.5│= 2.50
  UTC│double precision│numeric(5,2)│explicit│-2.5│= -2.50
  UTC│double precision│numeric(5,2)│explicit│1e10│! numeric field overflow
  UTC│double precision│numeric(5,2)│explicit│1e20│! numeric field overflow
  UTC│double precision│numeric(5,2)│explicit│0.1│= 0.10
  UTC│double precision│numeric(5,2)│explicit│9223372036854775807│! numeric field overflow
  UTC│double precision│numeric(5,2)│explicit│32767.4│! numeric field overflow
  UTC│double precision│numeric(3,0)│explicit│0│= 0
  UTC│double precision│numeric(3,0)│explicit│0.5│= 1
  UTC│double precision│numeric(3,0)│explicit│1.5│= 2
  UTC│double precision│numeric(3,0)│explicit│2.5│= 3
  UTC│double precision│numeric(3,0)│explicit│-2.5│= -3
  UTC│double precision│numeric(3,0)│explicit│1e10│! numeric field overflow
  UTC│double precision│numeric(3,0)│explicit│1e20│! numeric field overflow
  UTC│double precision│numeric(3,0)│explicit│0.1│= 0
  UTC│double precision│numeric(3,0)│explicit│9223372036854775807│! numeric field overflow
  UTC│double precision│numeric(3,0)│explicit│32767.4│! numeric field overflow
  UTC│double precision│real│explicit│0│= 0
  UTC│double precision│real│explicit│0.5│= 0.5
  UTC│double precision│real│explicit│1.5│= 1.5
  UTC│double precision│real│explicit│2.5│= 2.5
  UTC│double precision│real│explicit│-2.5│= -2.5
  UTC│double precision│real│explicit│1e10│= 1e+10
  UTC│double precision│real│explicit│1e20│= 1e+20
  UTC│double precision│real│explicit│NaN│= NaN
  UTC│double precision│real│explicit│-Infinity│= -Infinity
  UTC│double precision│real│explicit│0.1│= 0.1
  UTC│double precision│real│explicit│9223372036854775807│= 9.223372e+18
  UTC│double precision│real│explicit│1e300│! value out of range: overflow
  UTC│double precision│real│explicit│32767.4│= 32767.4
  UTC│double precision│double precision│explicit│0│= 0
  UTC│double precision│double precision│explicit│0.5│= 0.5
  UTC│double precision│double precision│explicit│1.5│= 1.5
  UTC│double precision│double precision│explicit│2.5│= 2.5
  UTC│double precision│double precision│explicit│-2.5│= -2.5
  UTC│double precision│double precision│explicit│1e10│= 10000000000
  UTC│double precision│double precision│explicit│1e20│= 1e+20
  UTC│double precision│double precision│explicit│NaN│= NaN
  UTC│double precision│double precision│explicit│-Infinity│= -Infinity
  UTC│double precision│double precision│explicit│0.1│= 0.1
  UTC│double precision│double precision│explicit│9223372036854775807│= 9.223372036854776e+18
  UTC│double precision│double precision│explicit│1e300│= 1e+300
  UTC│double precision│double precision│explicit│32767.4│= 32767.4
  UTC│double precision│text│explicit│0│= 0
  UTC│double precision│text│explicit│0.5│= 0.5
  UTC│double precision│text│explicit│1.5│= 1.5
  UTC│double precision│text│explicit│2.5│= 2.5
  UTC│double precision│text│explicit│-2.5│= -2.5
  UTC│double precision│text│explicit│1e10│= 10000000000
  UTC│double precision│text│explicit│1e20│= 1e+20
  UTC│double precision│text│explicit│NaN│= NaN
  UTC│double precision│text│explicit│-Infinity│= -Infinity
  UTC│double precision│text│explicit│0.1│= 0.1
  UTC│double precision│text│explicit│9223372036854775807│= 9.223372036854776e+18
  UTC│double precision│text│explicit│1e300│= 1e+300
  UTC│double precision│text│explicit│32767.4│= 32767.4
  UTC│double precision│varchar(3)│explicit│0│= 0
  UTC│double precision│varchar(3)│assignment│0│= 0
  UTC│double precision│varchar(3)│explicit│0.5│= 0.5
  UTC│double precision│varchar(3)│assignment│0.5│= 0.5
  UTC│double precision│varchar(3)│explicit│1.5│= 1.5
  UTC│double precision│varchar(3)│assignment│1.5│= 1.5
  UTC│double precision│varchar(3)│explicit│2.5│= 2.5
  UTC│double precision│varchar(3)│assignment│2.5│= 2.5
  UTC│double precision│varchar(3)│explicit│-2.5│= -2.
  UTC│double precision│varchar(3)│assignment│-2.5│! value too long for type character varying(3)
  UTC│double precision│varchar(3)│explicit│1e10│= 100
  UTC│double precision│varchar(3)│assignment│1e10│! value too long for type character varying(3)
  UTC│double precision│varchar(3)│explicit│1e20│= 1e+
  UTC│double precision│varchar(3)│assignment│1e20│! value too long for type character varying(3)
  UTC│double precision│varchar(3)│explicit│NaN│= NaN
  UTC│double precision│varchar(3)│assignment│NaN│= NaN
  UTC│double precision│varchar(3)│explicit│-Infinity│= -In
  UTC│double precision│varchar(3)│assignment│-Infinity│! value too long for type character varying(3)
  UTC│double precision│varchar(3)│explicit│0.1│= 0.1
  UTC│double precision│varchar(3)│assignment│0.1│= 0.1
  UTC│double precision│varchar(3)│explicit│9223372036854775807│= 9.2
  UTC│double precision│varchar(3)│assignment│9223372036854775807│! value too long for type character varying(3)
  UTC│double precision│varchar(3)│explicit│1e300│= 1e+
  UTC│double precision│varchar(3)│assignment│1e300│! value too long for type character varying(3)
  UTC│double precision│varchar(3)│explicit│32767.4│= 327
  UTC│double precision│varchar(3)│assignment│32767.4│! value too long for type character varying(3)
  UTC│boolean│integer│explicit│t│= 1
  UTC│boolean│integer│explicit│f│= 0
  UTC│boolean│boolean│explicit│t│= true
  UTC│boolean│boolean│explicit│f│= false
  UTC│boolean│text│explicit│t│= true
  UTC│boolean│text│explicit│f│= false
  UTC│boolean│varchar(3)│explicit│t│= tru
  UTC│boolean│varchar(3)│assignment│t│! value too long for type character varying(3)
  UTC│boolean│varchar(3)│explicit│f│= fal
  UTC│boolean│varchar(3)│assignment│f│! value too long for type character varying(3)
  UTC│date│date│explicit│2021-11-30│= 2021-11-30
  UTC│date│date│explicit│infinity│= infinity
  UTC│date│date│explicit│0001-01-01│= 0001-01-01
  UTC│date│date│explicit│2021-03-14│= 2021-03-14
  UTC│date│date│explicit│5874897-12-31│= 5874897-12-31
  UTC│date│timestamp│explicit│2021-11-30│= 2021-11-30 00:00:00
  UTC│date│timestamp│explicit│infinity│= infinity
  UTC│date│timestamp│explicit│0001-01-01│= 0001-01-01 00:00:00
  UTC│date│timestamp│explicit│2021-03-14│= 2021-03-14 00:00:00
  UTC│date│timestamp│explicit│5874897-12-31│! date out of range for timestamp
  UTC│date│timestamptz│explicit│2021-11-30│= 2021-11-30 00:00:00+00
  America/New_York│date│timestamptz│explicit│2021-11-30│= 2021-11-30 00:00:00-05
  UTC│date│timestamptz│explicit│infinity│= infinity
  UTC│date│timestamptz│explicit│0001-01-01│= 0001-01-01 00:00:00+00
  America/New_York│date│timestamptz│explicit│0001-01-01│= 0001-01-01 00:00:00-04:56:02
  UTC│date│timestamptz│explicit│2021-03-14│= 2021-03-14 00:00:00+00
  America/New_York│date│timestamptz│explicit│2021-03-14│= 2021-03-14 00:00:00-05
  UTC│date│timestamptz│explicit│5874897-12-31│! date out of range for timestamp
  UTC│date│text│explicit│2021-11-30│= 2021-11-30
  UTC│date│text│explicit│infinity│= infinity
  UTC│date│text│explicit│0001-01-01│= 0001-01-01
  UTC│date│text│explicit│2021-03-14│= 2021-03-14
  UTC│date│text│explicit│5874897-12-31│= 5874897-12-31
  UTC│date│varchar(3)│explicit│2021-11-30│= 202
  UTC│date│varchar(3)│assignment│2021-11-30│! value too long for type character varying(3)
  UTC│date│varchar(3)│explicit│infinity│= inf
  UTC│date│varchar(3)│assignment│infinity│! value too long for type character varying(3)
  UTC│date│varchar(3)│explicit│0001-01-01│= 000
  UTC│date│varchar(3)│assignment│0001-01-01│! value too long for type character varying(3)
  UTC│date│varchar(3)│explicit│2021-03-14│= 202
  UTC│date│varchar(3)│assignment│2021-03-14│! value too long for type character varying(3)
  UTC│date│varchar(3)│explicit│5874897-12-31│= 587
  UTC│date│varchar(3)│assignment│5874897-12-31│! value too long for type character varying(3)
  UTC│time│time│explicit│10:11:12.5│= 10:11:12.5
  UTC│time│time│explicit│24:00:00│= 24:00:00
  UTC│time│interval│explicit│10:11:12.5│= 10:11:12.5
  UTC│time│interval│explicit│24:00:00│= 24:00:00
  UTC│time│text│explicit│10:11:12.5│= 10:11:12.5
  UTC│time│text│explicit│24:00:00│= 24:00:00
  UTC│time│varchar(3)│explicit│10:11:12.5│= 10:
  UTC│time│varchar(3)│assignment│10:11:12.5│! value too long for type character varying(3)
  UTC│time│varchar(3)│explicit│24:00:00│= 24:
  UTC│time│varchar(3)│assignment│24:00:00│! value too long for type character varying(3)
  UTC│timestamp│date│explicit│2021-11-30 12:34:56.5│= 2021-11-30
  UTC│timestamp│date│explicit│-infinity│= -infinity
  UTC│timestamp│date│explicit│1969-12-31 23:59:59.5│= 1969-12-31
  UTC│timestamp│date│explicit│2021-03-14 02:30:00│= 2021-03-14
  UTC│timestamp│date│explicit│2021-11-07 01:30:00│= 2021-11-07
  UTC│timestamp│time│explicit│2021-11-30 12:34:56.5│= 12:34:56.5
  UTC│timestamp│time│explicit│-infinity│= NULL
  UTC│timestamp│time│explicit│1969-12-31 23:59:59.5│= 23:59:59.5
  UTC│timestamp│time│explicit│2021-03-14 02:30:00│= 02:30:00
  UTC│timestamp│time│explicit│2021-11-07 01:30:00│= 01:30:00
  UTC│timestamp│timestamp│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5
  UTC│timestamp│timestamp│explicit│-infinity│= -infinity
  UTC│timestamp│timestamp│explicit│1969-12-31 23:59:59.5│= 1969-12-31 23:59:59.5
  UTC│timestamp│timestamp│explicit│2021-03-14 02:30:00│= 2021-03-14 02:30:00
  UTC│timestamp│timestamp│explicit│2021-11-07 01:30:00│= 2021-11-07 01:30:00
  UTC│timestamp│timestamptz│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5+00
  America/New_York│timestamp│timestamptz│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5-05
  UTC│timestamp│timestamptz│explicit│-infinity│= -infinity
  UTC│timestamp│timestamptz│explicit│1969-12-31 23:59:59.5│= 1969-12-31 23:59:59.5+00
  America/New_York│timestamp│timestamptz│explicit│1969-12-31 23:59:59.5│= 1969-12-31 23:59:59.5-05
  UTC│timestamp│timestamptz│explicit│2021-03-14 02:30:00│= 2021-03-14 02:30:00+00
  America/New_York│timestamp│timestamptz│explicit│2021-03-14 02:30:00│= 2021-03-14 03:30:00-04
  UTC│timestamp│timestamptz│explicit│2021-11-07 01:30:00│= 2021-11-07 01:30:00+00
  America/New_York│timestamp│timestamptz│explicit│2021-11-07 01:30:00│= 2021-11-07 01:30:00-05
  UTC│timestamp│text│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5
  UTC│timestamp│text│explicit│-infinity│= -infinity
  UTC│timestamp│text│explicit│1969-12-31 23:59:59.5│= 1969-12-31 23:59:59.5
  UTC│timestamp│text│explicit│2021-03-14 02:30:00│= 2021-03-14 02:30:00
  UTC│timestamp│text│explicit│2021-11-07 01:30:00│= 2021-11-07 01:30:00
  UTC│timestamp│varchar(3)│explicit│2021-11-30 12:34:56.5│= 202
  UTC│timestamp│varchar(3)│assignment│2021-11-30 12:34:56.5│! value too long for type character varying(3)
  UTC│timestamp│varchar(3)│explicit│-infinity│= -in
  UTC│timestamp│varchar(3)│assignment│-infinity│! value too long for type character varying(3)
  UTC│timestamp│varchar(3)│explicit│1969-12-31 23:59:59.5│= 196
  UTC│timestamp│varchar(3)│assignment│1969-12-31 23:59:59.5│! value too long for type character varying(3)
  UTC│timestamp│varchar(3)│explicit│2021-03-14 02:30:00│= 202
  UTC│timestamp│varchar(3)│assignment│2021-03-14 02:30:00│! value too long for type character varying(3)
  UTC│timestamp│varchar(3)│explicit│2021-11-07 01:30:00│= 202
  UTC│timestamp│varchar(3)│assignment│2021-11-07 01:30:00│! value too long for type character varying(3)
  UTC│timestamptz│date│explicit│2021-11-30 12:34:56.5│= 2021-11-30
  UTC│timestamptz│date│explicit│infinity│= infinity
  UTC│timestamptz│date│explicit│2021-11-07 05:30:00+00│= 2021-11-07
  UTC│timestamptz│date│explicit│2021-11-07 06:30:00+00│= 2021-11-07
  UTC│timestamptz│time│explicit│2021-11-30 12:34:56.5│= 12:34:56.5
  UTC│timestamptz│time│explicit│infinity│= NULL
  UTC│timestamptz│time│explicit│2021-11-07 05:30:00+00│= 05:30:00
  America/New_York│timestamptz│time│explicit│2021-11-07 05:30:00+00│= 01:30:00
  UTC│timestamptz│time│explicit│2021-11-07 06:30:00+00│= 06:30:00
  America/New_York│timestamptz│time│explicit│2021-11-07 06:30:00+00│= 01:30:00
  UTC│timestamptz│timestamp│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5
  UTC│timestamptz│timestamp│explicit│infinity│= infinity
  UTC│timestamptz│timestamp│explicit│2021-11-07 05:30:00+00│= 2021-11-07 05:30:00
  America/New_York│timestamptz│timestamp│explicit│2021-11-07 05:30:00+00│= 2021-11-07 01:30:00
  UTC│timestamptz│timestamp│explicit│2021-11-07 06:30:00+00│= 2021-11-07 06:30:00
  America/New_York│timestamptz│timestamp│explicit│2021-11-07 06:30:00+00│= 2021-11-07 01:30:00
  UTC│timestamptz│timestamptz│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5+00
  America/New_York│timestamptz│timestamptz│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5-05
  UTC│timestamptz│timestamptz│explicit│infinity│= infinity
  UTC│timestamptz│timestamptz│explicit│2021-11-07 05:30:00+00│= 2021-11-07 05:30:00+00
  America/New_York│timestamptz│timestamptz│explicit│2021-11-07 05:30:00+00│= 2021-11-07 01:30:00-04
  UTC│timestamptz│timestamptz│explicit│2021-11-07 06:30:00+00│= 2021-11-07 06:30:00+00
  America/New_York│timestamptz│timestamptz│explicit│2021-11-07 06:30:00+00│= 2021-11-07 01:30:00-05
  UTC│timestamptz│text│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5+00
  America/New_York│timestamptz│text│explicit│2021-11-30 12:34:56.5│= 2021-11-30 12:34:56.5-05
  UTC│timestamptz│text│explicit│infinity│= infinity
  UTC│timestamptz│text│explicit│2021-11-07 05:30:00+00│= 2021-11-07 05:30:00+00
  America/New_York│timestamptz│text│explicit│2021-11-07 05:30:00+00│= 2021-11-07 01:30:00-04
  UTC│timestamptz│text│explicit│2021-11-07 06:30:00+00│= 2021-11-07 06:30:00+00
  America/New_York│timestamptz│text│explicit│2021-11-07 06:30:00+00│= 2021-11-07 01:30:00-05
  UTC│timestamptz│varchar(3)│explicit│2021-11-30 12:34:56.5│= 202
  UTC│timestamptz│varchar(3)│assignment│2021-11-30 12:34:56.5│! value too long for type character varying(3)
  UTC│timestamptz│varchar(3)│explicit│infinity│= inf
  UTC│timestamptz│varchar(3)│assignment│infinity│! value too long for type character varying(3)
  UTC│timestamptz│varchar(3)│explicit│2021-11-07 05:30:00+00│= 202
  UTC│timestamptz│varchar(3)│assignment│2021-11-07 05:30:00+00│! value too long for type character varying(3)
  UTC│timestamptz│varchar(3)│explicit│2021-11-07 06:30:00+00│= 202
  UTC│timestamptz│varchar(3)│assignment│2021-11-07 06:30:00+00│! value too long for type character varying(3)
  UTC│interval│time│explicit│1 day 02:03:04│= 02:03:04
  UTC│interval│time│explicit│-02:00:00│= 22:00:00
  UTC│interval│time│explicit│1 mon 25:00:00│= 01:00:00
  UTC│interval│interval│explicit│1 day 02:03:04│= 1 day 02:03:04
  UTC│interval│interval│explicit│-02:00:00│= -02:00:00
  UTC│interval│interval│explicit│1 mon 25:00:00│= 1 mon 25:00:00
  UTC│interval│text│explicit│1 day 02:03:04│= 1 day 02:03:04
  UTC│interval│text│explicit│-02:00:00│= -02:00:00
  UTC│interval│text│explicit│1 mon 25:00:00│= 1 mon 25:00:00
  UTC│interval│varchar(3)│explicit│1 day 02:03:04│= 1 d
  UTC│interval│varchar(3)│assignment│1 day 02:03:04│! value too long for type character varying(3)
  UTC│interval│varchar(3)│explicit│-02:00:00│= -02
  UTC│interval│varchar(3)│assignment│-02:00:00│! value too long for type character varying(3)
  UTC│interval│varchar(3)│explicit│1 mon 25:00:00│= 1 m
  UTC│interval│varchar(3)│assignment│1 mon 25:00:00│! value too long for type character varying(3)
  UTC│text│smallint│explicit│abcdef│! invalid input syntax for type smallint: "abcdef"
  UTC│text│smallint│explicit│äöüß│! invalid input syntax for type smallint: "äöüß"
  UTC│text│smallint│explicit│12│= 12
  UTC│text│smallint│explicit│ 12 │= 12
  UTC│text│smallint│explicit│1.5│! invalid input syntax for type smallint: "1.5"
  UTC│text│smallint│explicit│t│! invalid input syntax for type smallint: "t"
  UTC│text│smallint│explicit││! invalid input syntax for type smallint: ""
  UTC│text│integer│explicit│abcdef│! invalid input syntax for type integer: "abcdef"
  UTC│text│integer│explicit│äöüß│! invalid input syntax for type integer: "äöüß"
  UTC│text│integer│explicit│12│= 12
  UTC│text│integer│explicit│ 12 │= 12
  UTC│text│integer│explicit│1.5│! invalid input syntax for type integer: "1.5"
  UTC│text│integer│explicit│t│! invalid input syntax for type integer: "t"
  UTC│text│integer│explicit││! invalid input syntax for type integer: ""
  UTC│text│bigint│explicit│abcdef│! invalid input syntax for type bigint: "abcdef"
  UTC│text│bigint│explicit│äöüß│! invalid input syntax for type bigint: "äöüß"
  UTC│text│bigint│explicit│12│= 12
  UTC│text│bigint│explicit│ 12 │= 12
  UTC│text│bigint│explicit│1.5│! invalid input syntax for type bigint: "1.5"
  UTC│text│bigint│explicit│t│! invalid input syntax for type bigint: "t"
  UTC│text│bigint│explicit││! invalid input syntax for type bigint: ""
  UTC│text│numeric│explicit│abcdef│! invalid input syntax for type numeric: "abcdef"
  UTC│text│numeric│explicit│äöüß│! invalid input syntax for type numeric: "äöüß"
  UTC│text│numeric│explicit│12│= 12
  UTC│text│numeric│explicit│ 12 │= 12
  UTC│text│numeric│explicit│1.5│= 1.5
  UTC│text│numeric│explicit│t│! invalid input syntax for type numeric: "t"
  UTC│text│numeric│explicit││! invalid input syntax for type numeric: ""
  UTC│text│numeric(5,2)│explicit│abcdef│! invalid input syntax for type numeric: "abcdef"
  UTC│text│numeric(5,2)│explicit│äöüß│! invalid input syntax for type numeric: "äöüß"
  UTC│text│numeric(5,2)│explicit│12│= 12.00
  UTC│text│numeric(5,2)│explicit│ 12 │= 12.00
  UTC│text│numeric(5,2)│explicit│1.5│= 1.50
  UTC│text│numeric(5,2)│explicit│t│! invalid input syntax for type numeric: "t"
  UTC│text│numeric(5,2)│explicit││! invalid input syntax for type numeric: ""
  UTC│text│numeric(3,0)│explicit│abcdef│! invalid input syntax for type numeric: "abcdef"
  UTC│text│numeric(3,0)│explicit│äöüß│! invalid input syntax for type numeric: "äöüß"
  UTC│text│numeric(3,0)│explicit│12│= 12
  UTC│text│numeric(3,0)│explicit│ 12 │= 12
  UTC│text│numeric(3,0)│explicit│1.5│= 2
  UTC│text│numeric(3,0)│explicit│t│! invalid input syntax for type numeric: "t"
  UTC│text│numeric(3,0)│explicit││! invalid input syntax for type numeric: ""
  UTC│text│real│explicit│abcdef│! invalid input syntax for type real: "abcdef"
  UTC│text│real│explicit│äöüß│! invalid input syntax for type real: "äöüß"
  UTC│text│real│explicit│12│= 12
  UTC│text│real│explicit│ 12 │= 12
  UTC│text│real│explicit│1.5│= 1.5
  UTC│text│real│explicit│t│! invalid input syntax for type real: "t"
  UTC│text│real│explicit││! invalid input syntax for type real: ""
  UTC│text│double precision│explicit│abcdef│! invalid input syntax for type double precision: "abcdef"
  UTC│text│double precision│explicit│äöüß│! invalid input syntax for type double precision: "äöüß"
  UTC│text│double precision│explicit│12│= 12
  UTC│text│double precision│explicit│ 12 │= 12
  UTC│text│double precision│explicit│1.5│= 1.5
  UTC│text│double precision│explicit│t│! invalid input syntax for type double precision: "t"
  UTC│text│double precision│explicit││! invalid input syntax for type double precision: ""
  UTC│text│boolean│explicit│abcdef│! invalid input syntax for type boolean: "abcdef"
  UTC│text│boolean│explicit│äöüß│! invalid input syntax for type boolean: "äöüß"
  UTC│text│boolean│explicit│12│! invalid input syntax for type boolean: "12"
  UTC│text│boolean│explicit│ 12 │! invalid input syntax for type boolean: " 12 "
  UTC│text│boolean│explicit│1.5│! invalid input syntax for type boolean: "1.5"
  UTC│text│boolean│explicit│t│= true
  UTC│text│boolean│explicit││! invalid input syntax for type boolean: ""
  UTC│text│date│explicit│abcdef│! invalid input syntax for type date: "abcdef"
  UTC│text│date│explicit│äöüß│! invalid input syntax for type date: "äöüß"
  UTC│text│date│explicit│12│! invalid input syntax for type date: "12"
  UTC│text│date│explicit│ 12 │! invalid input syntax for type date: " 12 "
  UTC│text│date│explicit│1.5│! invalid input syntax for type date: "1.5"
  UTC│text│date│explicit│t│! invalid input syntax for type date: "t"
  UTC│text│date│explicit││! invalid input syntax for type date: ""
  UTC│text│time│explicit│abcdef│! invalid input syntax for type time: "abcdef"
  UTC│text│time│explicit│äöüß│! invalid input syntax for type time: "äöüß"
  UTC│text│time│explicit│12│! invalid input syntax for type time: "12"
  UTC│text│time│explicit│ 12 │! invalid input syntax for type time: " 12 "
  UTC│text│time│explicit│1.5│! invalid input syntax for type time: "1.5"
  UTC│text│time│explicit│t│! invalid input syntax for type time: "t"
  UTC│text│time│explicit││! invalid input syntax for type time: ""
  UTC│text│timestamp│explicit│abcdef│! invalid input syntax for type timestamp: "abcdef"
  UTC│text│timestamp│explicit│äöüß│! invalid input syntax for type timestamp: "äöüß"
  UTC│text│timestamp│explicit│12│! invalid input syntax for type timestamp: "12"
  UTC│text│timestamp│explicit│ 12 │! invalid input syntax for type timestamp: " 12 "
  UTC│text│timestamp│explicit│1.5│! invalid input syntax for type timestamp: "1.5"
  UTC│text│timestamp│explicit│t│! invalid input syntax for type timestamp: "t"
  UTC│text│timestamp│explicit││! invalid input syntax for type timestamp: ""
  UTC│text│timestamptz│explicit│abcdef│! invalid input syntax for type timestamp with time zone: "abcdef"
  UTC│text│timestamptz│explicit│äöüß│! invalid input syntax for type timestamp with time zone: "äöüß"
  UTC│text│timestamptz│explicit│12│! invalid input syntax for type timestamp with time zone: "12"
  UTC│text│timestamptz│explicit│ 12 │! invalid input syntax for type timestamp with time zone: " 12 "
  UTC│text│timestamptz│explicit│1.5│! invalid input syntax for type timestamp with time zone: "1.5"
  UTC│text│timestamptz│explicit│t│! invalid input syntax for type timestamp with time zone: "t"
  UTC│text│timestamptz│explicit││! invalid input syntax for type timestamp with time zone: ""
  UTC│text│interval│explicit│abcdef│! invalid input syntax for type interval: "abcdef"
  UTC│text│interval│explicit│äöüß│! invalid input syntax for type interval: "äöüß"
  UTC│text│interval│explicit│12│= 00:00:12
  UTC│text│interval│explicit│ 12 │= 00:00:12
  UTC│text│interval│explicit│1.5│= 00:00:01.5
  UTC│text│interval│explicit│t│! invalid input syntax for type interval: "t"
  UTC│text│interval│explicit││! invalid input syntax for type interval: ""
  UTC│text│text│explicit│abcdef│= abcdef
  UTC│text│text│explicit│äöüß│= äöüß
  UTC│text│text│explicit│12│= 12
  UTC│text│text│explicit│ 12 │=  12 
  UTC│text│text│explicit│1.5│= 1.5
  UTC│text│text│explicit│t│= t
  UTC│text│text│explicit││= 
  UTC│text│varchar(3)│explicit│abcdef│= abc
  UTC│text│varchar(3)│assignment│abcdef│! value too long for type character varying(3)
  UTC│text│varchar(3)│explicit│äöüß│= äöü
  UTC│text│varchar(3)│assignment│äöüß│! value too long for type character varying(3)
  UTC│text│varchar(3)│explicit│12│= 12
  UTC│text│varchar(3)│assignment│12│= 12
  UTC│text│varchar(3)│explicit│ 12 │=  12
  UTC│text│varchar(3)│assignment│ 12 │=  12
  UTC│text│varchar(3)│explicit│1.5│= 1.5
  UTC│text│varchar(3)│assignment│1.5│= 1.5
  UTC│text│varchar(3)│explicit│t│= t
  UTC│text│varchar(3)│assignment│t│= t
  UTC│text│varchar(3)│explicit││= 
  UTC│text│varchar(3)│assignment││= 
  UTC│text│uuid│explicit│abcdef│! invalid input syntax for type uuid: "abcdef"
  UTC│text│uuid│explicit│äöüß│! invalid input syntax for type uuid: "äöüß"
  UTC│text│uuid│explicit│12│! invalid input syntax for type uuid: "12"
  UTC│text│uuid│explicit│ 12 │! invalid input syntax for type uuid: " 12 "
  UTC│text│uuid│explicit│1.5│! invalid input syntax for type uuid: "1.5"
  UTC│text│uuid│explicit│t│! invalid input syntax for type uuid: "t"
  UTC│text│uuid│explicit││! invalid input syntax for type uuid: ""
  UTC│text│bytea│explicit│abcdef│= \x616263646566
  UTC│text│bytea│explicit│äöüß│= \xc3a4c3b6c3bcc39f
  UTC│text│bytea│explicit│12│= \x3132
  UTC│text│bytea│explicit│ 12 │= \x20313220
  UTC│text│bytea│explicit│1.5│= \x312e35
  UTC│text│bytea│explicit│t│= \x74
  UTC│text│bytea│explicit││= \x
  UTC│text│json│explicit│abcdef│! invalid input syntax for type json: "abcdef"
  UTC│text│json│explicit│äöüß│! invalid input syntax for type json: "äöüß"
  UTC│text│json│explicit│12│= 12
  UTC│text│json│explicit│ 12 │=  12 
  UTC│text│json│explicit│1.5│= 1.5
  UTC│text│json│explicit│t│! invalid input syntax for type json: "t"
  UTC│text│json│explicit││! invalid input syntax for type json: ""
  UTC│text│jsonb│explicit│abcdef│! invalid input syntax for type json: "abcdef"
  UTC│text│jsonb│explicit│äöüß│! invalid input syntax for type json: "äöüß"
  UTC│text│jsonb│explicit│12│= 12
  UTC│text│jsonb│explicit│ 12 │= 12
  UTC│text│jsonb│explicit│1.5│= 1.5
  UTC│text│jsonb│explicit│t│! invalid input syntax for type json: "t"
  UTC│text│jsonb│explicit││! invalid input syntax for type json: ""
  UTC│varchar(3)│smallint│explicit│abc│! invalid input syntax for type smallint: "abc"
  UTC│varchar(3)│integer│explicit│abc│! invalid input syntax for type integer: "abc"
  UTC│varchar(3)│bigint│explicit│abc│! invalid input syntax for type bigint: "abc"
  UTC│varchar(3)│numeric│explicit│abc│! invalid input syntax for type numeric: "abc"
  UTC│varchar(3)│numeric(5,2)│explicit│abc│! invalid input syntax for type numeric: "abc"
  UTC│varchar(3)│numeric(3,0)│explicit│abc│! invalid input syntax for type numeric: "abc"
  UTC│varchar(3)│real│explicit│abc│! invalid input syntax for type real: "abc"
  UTC│varchar(3)│double precision│explicit│abc│! invalid input syntax for type double precision: "abc"
  UTC│varchar(3)│boolean│explicit│abc│! invalid input syntax for type boolean: "abc"
  UTC│varchar(3)│date│explicit│abc│! invalid input syntax for type date: "abc"
  UTC│varchar(3)│time│explicit│abc│! invalid input syntax for type time: "abc"
  UTC│varchar(3)│timestamp│explicit│abc│! invalid input syntax for type timestamp: "abc"
  UTC│varchar(3)│timestamptz│explicit│abc│! invalid input syntax for type timestamp with time zone: "abc"
  UTC│varchar(3)│interval│explicit│abc│! invalid input syntax for type interval: "abc"
  UTC│varchar(3)│text│explicit│abc│= abc
  UTC│varchar(3)│varchar(3)│explicit│abc│= abc
  UTC│varchar(3)│varchar(3)│assignment│abc│= abc
  UTC│varchar(3)│uuid│explicit│abc│! invalid input syntax for type uuid: "abc"
  UTC│varchar(3)│bytea│explicit│abc│= \x616263
  UTC│varchar(3)│json│explicit│abc│! invalid input syntax for type json: "abc"
  UTC│varchar(3)│jsonb│explicit│abc│! invalid input syntax for type json: "abc"
  UTC│uuid│text│explicit│a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
  UTC│uuid│varchar(3)│explicit│a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= a0e
  UTC│uuid│varchar(3)│assignment│a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│! value too long for type character varying(3)
  UTC│uuid│uuid│explicit│a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
  UTC│bytea│text│explicit│\xdead│= \xdead
  UTC│bytea│varchar(3)│explicit│\xdead│= \xd
  UTC│bytea│varchar(3)│assignment│\xdead│! value too long for type character varying(3)
  UTC│bytea│bytea│explicit│\xdead│= \xdead
  UTC│json│text│explicit│{"b":1, "a":2}│= {"b":1, "a":2}
  UTC│json│varchar(3)│explicit│{"b":1, "a":2}│= {"b
  UTC│json│varchar(3)│assignment│{"b":1, "a":2}│! value too long for type character varying(3)
  UTC│json│json│explicit│{"b":1, "a":2}│= {"b":1, "a":2}
  UTC│json│jsonb│explicit│{"b":1, "a":2}│= {"a": 2, "b": 1}
  UTC│jsonb│smallint│explicit│1.5│= 2
  UTC│jsonb│smallint│explicit│true│! cannot cast jsonb boolean to type smallint
  UTC│jsonb│smallint│explicit│"x"│! cannot cast jsonb string to type smallint
  UTC│jsonb│smallint│explicit│{"a": 1}│! cannot cast jsonb object to type smallint
  UTC│jsonb│smallint│explicit│[1]│! cannot cast jsonb array to type smallint
  UTC│jsonb│smallint│explicit│null│! cannot cast jsonb null to type smallint
  UTC│jsonb│smallint│explicit│2.5│= 3
  UTC│jsonb│smallint│explicit│99999│! smallint out of range
  UTC│jsonb│integer│explicit│1.5│= 2
  UTC│jsonb│integer│explicit│true│! cannot cast jsonb boolean to type integer
  UTC│jsonb│integer│explicit│"x"│! cannot cast jsonb string to type integer
  UTC│jsonb│integer│explicit│{"a": 1}│! cannot cast jsonb object to type integer
  UTC│jsonb│integer│explicit│[1]│! cannot cast jsonb array to type integer
  UTC│jsonb│integer│explicit│null│! cannot cast jsonb null to type integer
  UTC│jsonb│integer│explicit│2.5│= 3
  UTC│jsonb│integer│explicit│99999│= 99999
  UTC│jsonb│bigint│explicit│1.5│= 2
  UTC│jsonb│bigint│explicit│true│! cannot cast jsonb boolean to type bigint
  UTC│jsonb│bigint│explicit│"x"│! cannot cast jsonb string to type bigint
  UTC│jsonb│bigint│explicit│{"a": 1}│! cannot cast jsonb object to type bigint
  UTC│jsonb│bigint│explicit│[1]│! cannot cast jsonb array to type bigint
  UTC│jsonb│bigint│explicit│null│! cannot cast jsonb null to type bigint
  UTC│jsonb│bigint│explicit│2.5│= 3
  UTC│jsonb│bigint│explicit│99999│= 99999
  UTC│jsonb│numeric│explicit│1.5│= 1.5
  UTC│jsonb│numeric│explicit│true│! cannot cast jsonb boolean to type numeric
  UTC│jsonb│numeric│explicit│"x"│! cannot cast jsonb string to type numeric
  UTC│jsonb│numeric│explicit│{"a": 1}│! cannot cast jsonb object to type numeric
  UTC│jsonb│numeric│explicit│[1]│! cannot cast jsonb array to type numeric
  UTC│jsonb│numeric│explicit│null│! cannot cast jsonb null to type numeric
  UTC│jsonb│numeric│explicit│2.5│= 2.5
  UTC│jsonb│numeric│explicit│99999│= 99999
  UTC│jsonb│numeric(5,2)│explicit│1.5│= 1.50
  UTC│jsonb│numeric(5,2)│explicit│true│! cannot cast jsonb boolean to type numeric
  UTC│jsonb│numeric(5,2)│explicit│"x"│! cannot cast jsonb string to type numeric
  UTC│jsonb│numeric(5,2)│explicit│{"a": 1}│! cannot cast jsonb object to type numeric
  UTC│jsonb│numeric(5,2)│explicit│[1]│! cannot cast jsonb array to type numeric
  UTC│jsonb│numeric(5,2)│explicit│null│! cannot cast jsonb null to type numeric
  UTC│jsonb│numeric(5,2)│explicit│2.5│= 2.50
  UTC│jsonb│numeric(5,2)│explicit│99999│! numeric field overflow
  UTC│jsonb│numeric(3,0)│explicit│1.5│= 2
  UTC│jsonb│numeric(3,0)│explicit│true│! cannot cast jsonb boolean to type numeric
  UTC│jsonb│numeric(3,0)│explicit│"x"│! cannot cast jsonb string to type numeric
  UTC│jsonb│numeric(3,0)│explicit│{"a": 1}│! cannot cast jsonb object to type numeric
  UTC│jsonb│numeric(3,0)│explicit│[1]│! cannot cast jsonb array to type numeric
  UTC│jsonb│numeric(3,0)│explicit│null│! cannot cast jsonb null to type numeric
  UTC│jsonb│numeric(3,0)│explicit│2.5│= 3
  UTC│jsonb│numeric(3,0)│explicit│99999│! numeric field overflow
  UTC│jsonb│real│explicit│1.5│= 1.5
  UTC│jsonb│real│explicit│true│! cannot cast jsonb boolean to type real
  UTC│jsonb│real│explicit│"x"│! cannot cast jsonb string to type real
  UTC│jsonb│real│explicit│{"a": 1}│! cannot cast jsonb object to type real
  UTC│jsonb│real│explicit│[1]│! cannot cast jsonb array to type real
  UTC│jsonb│real│explicit│null│! cannot cast jsonb null to type real
  UTC│jsonb│real│explicit│2.5│= 2.5
  UTC│jsonb│real│explicit│99999│= 99999
  UTC│jsonb│double precision│explicit│1.5│= 1.5
  UTC│jsonb│double precision│explicit│true│! cannot cast jsonb boolean to type double precision
  UTC│jsonb│double precision│explicit│"x"│! cannot cast jsonb string to type double precision
  UTC│jsonb│double precision│explicit│{"a": 1}│! cannot cast jsonb object to type double precision
  UTC│jsonb│double precision│explicit│[1]│! cannot cast jsonb array to type double precision
  UTC│jsonb│double precision│explicit│null│! cannot cast jsonb null to type double precision
  UTC│jsonb│double precision│explicit│2.5│= 2.5
  UTC│jsonb│double precision│explicit│99999│= 99999
  UTC│jsonb│boolean│explicit│1.5│! cannot cast jsonb numeric to type boolean
  UTC│jsonb│boolean│explicit│true│= true
  UTC│jsonb│boolean│explicit│"x"│! cannot cast jsonb string to type boolean
  UTC│jsonb│boolean│explicit│{"a": 1}│! cannot cast jsonb object to type boolean
  UTC│jsonb│boolean│explicit│[1]│! cannot cast jsonb array to type boolean
  UTC│jsonb│boolean│explicit│null│! cannot cast jsonb null to type boolean
  UTC│jsonb│boolean│explicit│2.5│! cannot cast jsonb numeric to type boolean
  UTC│jsonb│boolean│explicit│99999│! cannot cast jsonb numeric to type boolean
  UTC│jsonb│text│explicit│1.5│= 1.5
  UTC│jsonb│text│explicit│true│= true
  UTC│jsonb│text│explicit│"x"│= "x"
  UTC│jsonb│text│explicit│{"a": 1}│= {"a": 1}
  UTC│jsonb│text│explicit│[1]│= [1]
  UTC│jsonb│text│explicit│null│= null
  UTC│jsonb│text│explicit│2.5│= 2.5
  UTC│jsonb│text│explicit│99999│= 99999
  UTC│jsonb│varchar(3)│explicit│1.5│= 1.5
  UTC│jsonb│varchar(3)│assignment│1.5│= 1.5
  UTC│jsonb│varchar(3)│explicit│true│= tru
  UTC│jsonb│varchar(3)│assignment│true│! value too long for type character varying(3)
  UTC│jsonb│varchar(3)│explicit│"x"│= "x"
  UTC│jsonb│varchar(3)│assignment│"x"│= "x"
  UTC│jsonb│varchar(3)│explicit│{"a": 1}│= {"a
  UTC│jsonb│varchar(3)│assignment│{"a": 1}│! value too long for type character varying(3)
  UTC│jsonb│varchar(3)│explicit│[1]│= [1]
  UTC│jsonb│varchar(3)│assignment│[1]│= [1]
  UTC│jsonb│varchar(3)│explicit│null│= nul
  UTC│jsonb│varchar(3)│assignment│null│! value too long for type character varying(3)
  UTC│jsonb│varchar(3)│explicit│2.5│= 2.5
  UTC│jsonb│varchar(3)│assignment│2.5│= 2.5
  UTC│jsonb│varchar(3)│explicit│99999│= 999
  UTC│jsonb│varchar(3)│assignment│99999│! value too long for type character varying(3)
  UTC│jsonb│json│explicit│1.5│= 1.5
  UTC│jsonb│json│explicit│true│= true
  UTC│jsonb│json│explicit│"x"│= "x"
  UTC│jsonb│json│explicit│{"a": 1}│= {"a": 1}
  UTC│jsonb│json│explicit│[1]│= [1]
  UTC│jsonb│json│explicit│null│= null
  UTC│jsonb│json│explicit│2.5│= 2.5
  UTC│jsonb│json│explicit│99999│= 99999
  UTC│jsonb│jsonb│explicit│1.5│= 1.5
  UTC│jsonb│jsonb│explicit│true│= true
  UTC│jsonb│jsonb│explicit│"x"│= "x"
  UTC│jsonb│jsonb│explicit│{"a": 1}│= {"a": 1}
  UTC│jsonb│jsonb│explicit│[1]│= [1]
  UTC│jsonb│jsonb│explicit│null│= null
  UTC│jsonb│jsonb│explicit│2.5│= 2.5
  UTC│jsonb│jsonb│explicit│99999│= 99999
  """##

/// PostgreSQL 15's table of casts: `from|to|context`, i implicit, a assignment, e explicit.
let castContextGoldens = """
  boolean|integer|e
  boolean|text|a
  boolean|varchar|a
  bigint|smallint|a
  bigint|integer|a
  bigint|real|i
  bigint|double precision|i
  bigint|numeric|i
  smallint|bigint|i
  smallint|integer|i
  smallint|real|i
  smallint|double precision|i
  smallint|numeric|i
  integer|boolean|e
  integer|bigint|i
  integer|smallint|a
  integer|real|i
  integer|double precision|i
  integer|numeric|i
  text|varchar|i
  json|jsonb|a
  real|bigint|a
  real|smallint|a
  real|integer|a
  real|double precision|i
  real|numeric|a
  double precision|bigint|a
  double precision|smallint|a
  double precision|integer|a
  double precision|real|a
  double precision|numeric|a
  varchar|text|i
  varchar|varchar|i
  date|timestamp|i
  date|timestamptz|i
  time|time|i
  time|interval|i
  timestamp|date|a
  timestamp|time|a
  timestamp|timestamp|i
  timestamp|timestamptz|i
  timestamptz|date|a
  timestamptz|time|a
  timestamptz|timestamp|a
  timestamptz|timestamptz|i
  interval|time|a
  interval|interval|i
  numeric|bigint|a
  numeric|smallint|a
  numeric|integer|a
  numeric|real|i
  numeric|double precision|i
  numeric|numeric|i
  jsonb|boolean|e
  jsonb|bigint|e
  jsonb|smallint|e
  jsonb|integer|e
  jsonb|json|a
  jsonb|real|e
  jsonb|double precision|e
  jsonb|numeric|e
  """
