/// Calls as PostgreSQL 15 answers them: `zone│name│type:value¦…│= type text` or `! message`.
let functionGoldens = ##"""
  UTC│+│integer:2147483647¦integer:1│! integer out of range
  UTC│-│integer:2147483647¦integer:1│= integer 2147483646
  UTC│*│integer:2147483647¦integer:1│= integer 2147483647
  UTC│/│integer:2147483647¦integer:1│= integer 2147483647
  UTC│%│integer:2147483647¦integer:1│= integer 0
  UTC│+│integer:7¦integer:2│= integer 9
  UTC│-│integer:7¦integer:2│= integer 5
  UTC│*│integer:7¦integer:2│= integer 14
  UTC│/│integer:7¦integer:2│= integer 3
  UTC│%│integer:7¦integer:2│= integer 1
  UTC│+│integer:-7¦integer:2│= integer -5
  UTC│-│integer:-7¦integer:2│= integer -9
  UTC│*│integer:-7¦integer:2│= integer -14
  UTC│/│integer:-7¦integer:2│= integer -3
  UTC│%│integer:-7¦integer:2│= integer -1
  UTC│+│smallint:32767¦smallint:1│! smallint out of range
  UTC│-│smallint:32767¦smallint:1│= smallint 32766
  UTC│*│smallint:32767¦smallint:1│= smallint 32767
  UTC│/│smallint:32767¦smallint:1│= smallint 32767
  UTC│%│smallint:32767¦smallint:1│= smallint 0
  UTC│+│smallint:-32768¦smallint:-1│! smallint out of range
  UTC│-│smallint:-32768¦smallint:-1│= smallint -32767
  UTC│*│smallint:-32768¦smallint:-1│! smallint out of range
  UTC│/│smallint:-32768¦smallint:-1│! smallint out of range
  UTC│%│smallint:-32768¦smallint:-1│= smallint 0
  UTC│+│bigint:9223372036854775807¦bigint:1│! bigint out of range
  UTC│-│bigint:9223372036854775807¦bigint:1│= bigint 9223372036854775806
  UTC│*│bigint:9223372036854775807¦bigint:1│= bigint 9223372036854775807
  UTC│/│bigint:9223372036854775807¦bigint:1│= bigint 9223372036854775807
  UTC│%│bigint:9223372036854775807¦bigint:1│= bigint 0
  UTC│+│bigint:-9223372036854775808¦bigint:-1│! bigint out of range
  UTC│-│bigint:-9223372036854775808¦bigint:-1│= bigint -9223372036854775807
  UTC│*│bigint:-9223372036854775808¦bigint:-1│! bigint out of range
  UTC│/│bigint:-9223372036854775808¦bigint:-1│! bigint out of range
  UTC│%│bigint:-9223372036854775808¦bigint:-1│= bigint 0
  UTC│+│bigint:5¦bigint:0│= bigint 5
  UTC│-│bigint:5¦bigint:0│= bigint 5
  UTC│*│bigint:5¦bigint:0│= bigint 0
  UTC│/│bigint:5¦bigint:0│! division by zero
  UTC│%│bigint:5¦bigint:0│! division by zero
  UTC│+│numeric:1.5¦numeric:2.25│= numeric 3.75
  UTC│-│numeric:1.5¦numeric:2.25│= numeric -0.75
  UTC│*│numeric:1.5¦numeric:2.25│= numeric 3.375
  UTC│/│numeric:1.5¦numeric:2.25│= numeric 0.66666666666666666667
  UTC│%│numeric:1.5¦numeric:2.25│= numeric 1.50
  UTC│+│numeric:1¦numeric:3│= numeric 4
  UTC│-│numeric:1¦numeric:3│= numeric -2
  UTC│*│numeric:1¦numeric:3│= numeric 3
  UTC│/│numeric:1¦numeric:3│= numeric 0.33333333333333333333
  UTC│%│numeric:1¦numeric:3│= numeric 1
  UTC│+│numeric:2¦numeric:3│= numeric 5
  UTC│-│numeric:2¦numeric:3│= numeric -1
  UTC│*│numeric:2¦numeric:3│= numeric 6
  UTC│/│numeric:2¦numeric:3│= numeric 0.66666666666666666667
  UTC│%│numeric:2¦numeric:3│= numeric 2
  UTC│+│numeric:10¦numeric:4│= numeric 14
  UTC│-│numeric:10¦numeric:4│= numeric 6
  UTC│*│numeric:10¦numeric:4│= numeric 40
  UTC│/│numeric:10¦numeric:4│= numeric 2.5000000000000000
  UTC│%│numeric:10¦numeric:4│= numeric 2
  UTC│+│numeric:1¦numeric:0│= numeric 1
  UTC│-│numeric:1¦numeric:0│= numeric 1
  UTC│*│numeric:1¦numeric:0│= numeric 0
  UTC│/│numeric:1¦numeric:0│! division by zero
  UTC│%│numeric:1¦numeric:0│! division by zero
  UTC│+│numeric:100000000000000000000¦numeric:3│= numeric 100000000000000000003
  UTC│-│numeric:100000000000000000000¦numeric:3│= numeric 99999999999999999997
  UTC│*│numeric:100000000000000000000¦numeric:3│= numeric 300000000000000000000
  UTC│/│numeric:100000000000000000000¦numeric:3│= numeric 33333333333333333333
  UTC│%│numeric:100000000000000000000¦numeric:3│= numeric 1
  UTC│+│numeric:0.00000001¦numeric:3│= numeric 3.00000001
  UTC│-│numeric:0.00000001¦numeric:3│= numeric -2.99999999
  UTC│*│numeric:0.00000001¦numeric:3│= numeric 0.00000003
  UTC│/│numeric:0.00000001¦numeric:3│= numeric 0.0000000033333333333333333333
  UTC│%│numeric:0.00000001¦numeric:3│= numeric 0.00000001
  UTC│+│numeric:123.456¦numeric:0.001│= numeric 123.457
  UTC│-│numeric:123.456¦numeric:0.001│= numeric 123.455
  UTC│*│numeric:123.456¦numeric:0.001│= numeric 0.123456
  UTC│/│numeric:123.456¦numeric:0.001│= numeric 123456.000000000000
  UTC│%│numeric:123.456¦numeric:0.001│= numeric 0.000
  UTC│+│numeric:-7.5¦numeric:2│= numeric -5.5
  UTC│-│numeric:-7.5¦numeric:2│= numeric -9.5
  UTC│*│numeric:-7.5¦numeric:2│= numeric -15.0
  UTC│/│numeric:-7.5¦numeric:2│= numeric -3.7500000000000000
  UTC│%│numeric:-7.5¦numeric:2│= numeric -1.5
  UTC│+│numeric:99999999999999999999¦numeric:7│= numeric 100000000000000000006
  UTC│-│numeric:99999999999999999999¦numeric:7│= numeric 99999999999999999992
  UTC│*│numeric:99999999999999999999¦numeric:7│= numeric 699999999999999999993
  UTC│/│numeric:99999999999999999999¦numeric:7│= numeric 14285714285714285714
  UTC│%│numeric:99999999999999999999¦numeric:7│= numeric 1
  UTC│+│numeric:1¦numeric:99999999999999999999│= numeric 100000000000000000000
  UTC│-│numeric:1¦numeric:99999999999999999999│= numeric -99999999999999999998
  UTC│*│numeric:1¦numeric:99999999999999999999│= numeric 99999999999999999999
  UTC│/│numeric:1¦numeric:99999999999999999999│= numeric 0.000000000000000000010000000000000000
  UTC│%│numeric:1¦numeric:99999999999999999999│= numeric 1
  UTC│+│numeric:0¦numeric:5│= numeric 5
  UTC│-│numeric:0¦numeric:5│= numeric -5
  UTC│*│numeric:0¦numeric:5│= numeric 0
  UTC│/│numeric:0¦numeric:5│= numeric 0.00000000000000000000
  UTC│%│numeric:0¦numeric:5│= numeric 0
  UTC│+│numeric:12345.678¦numeric:98765.4321│= numeric 111111.1101
  UTC│-│numeric:12345.678¦numeric:98765.4321│= numeric -86419.7541
  UTC│*│numeric:12345.678¦numeric:98765.4321│= numeric 1219326222.2374638
  UTC│/│numeric:12345.678¦numeric:98765.4321│= numeric 0.12499998974843750013
  UTC│%│numeric:12345.678¦numeric:98765.4321│= numeric 12345.6780
  UTC│+│double precision:0.1¦double precision:0.2│= double precision 0.30000000000000004
  UTC│-│double precision:0.1¦double precision:0.2│= double precision -0.1
  UTC│*│double precision:0.1¦double precision:0.2│= double precision 0.020000000000000004
  UTC│/│double precision:0.1¦double precision:0.2│= double precision 0.5
  UTC│+│double precision:1e308¦double precision:1e308│! value out of range: overflow
  UTC│-│double precision:1e308¦double precision:1e308│= double precision 0
  UTC│*│double precision:1e308¦double precision:1e308│! value out of range: overflow
  UTC│/│double precision:1e308¦double precision:1e308│= double precision 1
  UTC│+│double precision:1¦double precision:0│= double precision 1
  UTC│-│double precision:1¦double precision:0│= double precision 1
  UTC│*│double precision:1¦double precision:0│= double precision 0
  UTC│/│double precision:1¦double precision:0│! division by zero
  UTC│+│real:0.1¦real:0.2│= real 0.3
  UTC│-│real:0.1¦real:0.2│= real -0.1
  UTC│*│real:0.1¦real:0.2│= real 0.020000001
  UTC│/│real:0.1¦real:0.2│= real 0.5
  UTC│+│real:1e38¦real:10│= real 1e+38
  UTC│-│real:1e38¦real:10│= real 1e+38
  UTC│*│real:1e38¦real:10│! value out of range: overflow
  UTC│/│real:1e38¦real:10│= real 1e+37
  UTC│+│double precision:NaN¦double precision:0│= double precision NaN
  UTC│-│double precision:NaN¦double precision:0│= double precision NaN
  UTC│*│double precision:NaN¦double precision:0│= double precision NaN
  UTC│/│double precision:NaN¦double precision:0│= double precision NaN
  UTC│+│double precision:1e-300¦double precision:1e-300│= double precision 2e-300
  UTC│-│double precision:1e-300¦double precision:1e-300│= double precision 0
  UTC│*│double precision:1e-300¦double precision:1e-300│! value out of range: underflow
  UTC│/│double precision:1e-300¦double precision:1e-300│= double precision 1
  UTC│+│double precision:1e-300¦double precision:1e300│= double precision 1e+300
  UTC│-│double precision:1e-300¦double precision:1e300│= double precision -1e+300
  UTC│*│double precision:1e-300¦double precision:1e300│= double precision 1
  UTC│/│double precision:1e-300¦double precision:1e300│! value out of range: underflow
  UTC│+│double precision:Infinity¦double precision:2│= double precision Infinity
  UTC│-│double precision:Infinity¦double precision:2│= double precision Infinity
  UTC│*│double precision:Infinity¦double precision:2│= double precision Infinity
  UTC│/│double precision:Infinity¦double precision:2│= double precision Infinity
  UTC│+│double precision:1¦double precision:Infinity│= double precision Infinity
  UTC│-│double precision:1¦double precision:Infinity│= double precision -Infinity
  UTC│*│double precision:1¦double precision:Infinity│= double precision Infinity
  UTC│/│double precision:1¦double precision:Infinity│= double precision 0
  UTC│+│double precision:0¦double precision:0│= double precision 0
  UTC│-│double precision:0¦double precision:0│= double precision 0
  UTC│*│double precision:0¦double precision:0│= double precision 0
  UTC│/│double precision:0¦double precision:0│! division by zero
  UTC│-│integer:-2147483648│! integer out of range
  UTC│-│integer:5│= integer -5
  UTC│-│numeric:1.50│= numeric -1.50
  UTC│-│double precision:0│= double precision -0
  UTC│-│smallint:-32768│! smallint out of range
  UTC│-│interval:1 day -02:00│= interval -1 days +02:00:00
  UTC│round│double precision:2.5│= double precision 2
  UTC│trunc│double precision:2.5│= double precision 2
  UTC│ceil│double precision:2.5│= double precision 3
  UTC│floor│double precision:2.5│= double precision 2
  UTC│abs│double precision:2.5│= double precision 2.5
  UTC│sign│double precision:2.5│= double precision 1
  UTC│round│double precision:3.5│= double precision 4
  UTC│trunc│double precision:3.5│= double precision 3
  UTC│ceil│double precision:3.5│= double precision 4
  UTC│floor│double precision:3.5│= double precision 3
  UTC│abs│double precision:3.5│= double precision 3.5
  UTC│sign│double precision:3.5│= double precision 1
  UTC│round│double precision:-2.5│= double precision -2
  UTC│trunc│double precision:-2.5│= double precision -2
  UTC│ceil│double precision:-2.5│= double precision -2
  UTC│floor│double precision:-2.5│= double precision -3
  UTC│abs│double precision:-2.5│= double precision 2.5
  UTC│sign│double precision:-2.5│= double precision -1
  UTC│round│double precision:0.5│= double precision 0
  UTC│trunc│double precision:0.5│= double precision 0
  UTC│ceil│double precision:0.5│= double precision 1
  UTC│floor│double precision:0.5│= double precision 0
  UTC│abs│double precision:0.5│= double precision 0.5
  UTC│sign│double precision:0.5│= double precision 1
  UTC│round│double precision:1e300│= double precision 1e+300
  UTC│trunc│double precision:1e300│= double precision 1e+300
  UTC│ceil│double precision:1e300│= double precision 1e+300
  UTC│floor│double precision:1e300│= double precision 1e+300
  UTC│abs│double precision:1e300│= double precision 1e+300
  UTC│sign│double precision:1e300│= double precision 1
  UTC│round│double precision:NaN│= double precision NaN
  UTC│trunc│double precision:NaN│= double precision NaN
  UTC│ceil│double precision:NaN│= double precision NaN
  UTC│floor│double precision:NaN│= double precision NaN
  UTC│abs│double precision:NaN│= double precision NaN
  UTC│sign│double precision:NaN│= double precision 0
  UTC│round│numeric:2.5│= numeric 3
  UTC│trunc│numeric:2.5│= numeric 2
  UTC│ceil│numeric:2.5│= numeric 3
  UTC│floor│numeric:2.5│= numeric 2
  UTC│abs│numeric:2.5│= numeric 2.5
  UTC│sign│numeric:2.5│= numeric 1
  UTC│round│numeric:3.5│= numeric 4
  UTC│trunc│numeric:3.5│= numeric 3
  UTC│ceil│numeric:3.5│= numeric 4
  UTC│floor│numeric:3.5│= numeric 3
  UTC│abs│numeric:3.5│= numeric 3.5
  UTC│sign│numeric:3.5│= numeric 1
  UTC│round│numeric:-2.5│= numeric -3
  UTC│trunc│numeric:-2.5│= numeric -2
  UTC│ceil│numeric:-2.5│= numeric -2
  UTC│floor│numeric:-2.5│= numeric -3
  UTC│abs│numeric:-2.5│= numeric 2.5
  UTC│sign│numeric:-2.5│= numeric -1
  UTC│round│numeric:0.49│= numeric 0
  UTC│trunc│numeric:0.49│= numeric 0
  UTC│ceil│numeric:0.49│= numeric 1
  UTC│floor│numeric:0.49│= numeric 0
  UTC│abs│numeric:0.49│= numeric 0.49
  UTC│sign│numeric:0.49│= numeric 1
  UTC│round│numeric:-0.5│= numeric -1
  UTC│trunc│numeric:-0.5│= numeric 0
  UTC│ceil│numeric:-0.5│= numeric 0
  UTC│floor│numeric:-0.5│= numeric -1
  UTC│abs│numeric:-0.5│= numeric 0.5
  UTC│sign│numeric:-0.5│= numeric -1
  UTC│round│numeric:123│= numeric 123
  UTC│trunc│numeric:123│= numeric 123
  UTC│ceil│numeric:123│= numeric 123
  UTC│floor│numeric:123│= numeric 123
  UTC│abs│numeric:123│= numeric 123
  UTC│sign│numeric:123│= numeric 1
  UTC│round│numeric:2.345¦integer:2│= numeric 2.35
  UTC│trunc│numeric:2.345¦integer:2│= numeric 2.34
  UTC│round│numeric:-2.345¦integer:2│= numeric -2.35
  UTC│trunc│numeric:-2.345¦integer:2│= numeric -2.34
  UTC│round│numeric:1234¦integer:-2│= numeric 1200
  UTC│trunc│numeric:1234¦integer:-2│= numeric 1200
  UTC│round│numeric:1250¦integer:-2│= numeric 1300
  UTC│trunc│numeric:1250¦integer:-2│= numeric 1200
  UTC│round│numeric:-1250¦integer:-2│= numeric -1300
  UTC│trunc│numeric:-1250¦integer:-2│= numeric -1200
  UTC│round│numeric:0.5¦integer:-1│= numeric 0
  UTC│trunc│numeric:0.5¦integer:-1│= numeric 0
  UTC│round│numeric:5¦integer:-1│= numeric 10
  UTC│trunc│numeric:5¦integer:-1│= numeric 0
  UTC│round│numeric:1.5¦integer:4│= numeric 1.5000
  UTC│trunc│numeric:1.5¦integer:4│= numeric 1.5000
  UTC│round│numeric:99.99¦integer:1│= numeric 100.0
  UTC│trunc│numeric:99.99¦integer:1│= numeric 99.9
  UTC│sqrt│double precision:4│= double precision 2
  UTC│ln│double precision:4│= double precision 1.3862943611198906
  UTC│log│double precision:4│= double precision 0.6020599913279624
  UTC│exp│double precision:4│= double precision 54.598150033144236
  UTC│sqrt│double precision:2│= double precision 1.4142135623730951
  UTC│ln│double precision:2│= double precision 0.6931471805599453
  UTC│log│double precision:2│= double precision 0.3010299956639812
  UTC│exp│double precision:2│= double precision 7.38905609893065
  UTC│sqrt│double precision:-1│! cannot take square root of a negative number
  UTC│ln│double precision:-1│! cannot take logarithm of a negative number
  UTC│log│double precision:-1│! cannot take logarithm of a negative number
  UTC│exp│double precision:-1│= double precision 0.36787944117144233
  UTC│sqrt│double precision:0│= double precision 0
  UTC│ln│double precision:0│! cannot take logarithm of zero
  UTC│log│double precision:0│! cannot take logarithm of zero
  UTC│exp│double precision:0│= double precision 1
  UTC│sqrt│double precision:Infinity│= double precision Infinity
  UTC│ln│double precision:Infinity│= double precision Infinity
  UTC│log│double precision:Infinity│= double precision Infinity
  UTC│exp│double precision:Infinity│= double precision Infinity
  UTC│power│double precision:2¦double precision:10│= double precision 1024
  UTC│power│double precision:0¦double precision:-1│! zero raised to a negative power is undefined
  UTC│power│double precision:-8¦double precision:0.5│! a negative number raised to a non-integer power yields a complex result
  UTC│power│double precision:-2¦double precision:3│= double precision -8
  UTC│power│double precision:1e200¦double precision:2│! value out of range: overflow
  UTC│power│double precision:2¦double precision:0.5│= double precision 1.4142135623730951
  UTC│power│double precision:1e-200¦double precision:2│! value out of range: underflow
  UTC│power│double precision:0¦double precision:0│= double precision 1
  UTC│power│double precision:NaN¦double precision:0│= double precision 1
  UTC│power│double precision:1¦double precision:NaN│= double precision 1
  UTC│mod│integer:7¦integer:-3│= integer 1
  UTC│mod│bigint:-7¦bigint:3│= bigint -1
  UTC│mod│numeric:7.5¦numeric:2│= numeric 1.5
  UTC│mod│integer:1¦integer:0│! division by zero
  UTC│abs│integer:-2147483648│! integer out of range
  UTC│abs│smallint:-5│= smallint 5
  UTC│=│numeric:1.0¦numeric:1.00│= boolean true
  UTC│=│double precision:NaN¦double precision:NaN│= boolean true
  UTC│=│double precision:NaN¦double precision:Infinity│= boolean false
  UTC│=│double precision:-0¦double precision:0│= boolean true
  UTC│=│double precision:1¦double precision:NaN│= boolean false
  UTC│=│text:a¦text:B│= boolean false
  UTC│=│text:a¦text:ab│= boolean false
  UTC│=│text:¦text:a│= boolean false
  UTC│=│interval:1 mon¦interval:30 days│= boolean true
  UTC│=│interval:1 day¦interval:24:00:00│= boolean true
  UTC│=│interval:-1 mon¦interval:1 day│= boolean false
  UTC│=│date:2021-01-01¦date:infinity│= boolean false
  UTC│=│timestamp:-infinity¦timestamp:2021-01-01│= boolean false
  UTC│=│boolean:f¦boolean:t│= boolean false
  UTC│=│numeric:-5¦numeric:1e-20│= boolean false
  UTC│=│numeric:1e30¦numeric:0.000001│= boolean false
  UTC│=│uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11¦uuid:b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= boolean false
  UTC│=│bytea:\x00¦bytea:\xff│= boolean false
  UTC│=│integer:3¦integer:3│= boolean true
  UTC│=│time:10:00¦time:11:00│= boolean false
  UTC│<>│numeric:1.0¦numeric:1.00│= boolean false
  UTC│<>│double precision:NaN¦double precision:NaN│= boolean false
  UTC│<>│double precision:NaN¦double precision:Infinity│= boolean true
  UTC│<>│double precision:-0¦double precision:0│= boolean false
  UTC│<>│double precision:1¦double precision:NaN│= boolean true
  UTC│<>│text:a¦text:B│= boolean true
  UTC│<>│text:a¦text:ab│= boolean true
  UTC│<>│text:¦text:a│= boolean true
  UTC│<>│interval:1 mon¦interval:30 days│= boolean false
  UTC│<>│interval:1 day¦interval:24:00:00│= boolean false
  UTC│<>│interval:-1 mon¦interval:1 day│= boolean true
  UTC│<>│date:2021-01-01¦date:infinity│= boolean true
  UTC│<>│timestamp:-infinity¦timestamp:2021-01-01│= boolean true
  UTC│<>│boolean:f¦boolean:t│= boolean true
  UTC│<>│numeric:-5¦numeric:1e-20│= boolean true
  UTC│<>│numeric:1e30¦numeric:0.000001│= boolean true
  UTC│<>│uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11¦uuid:b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= boolean true
  UTC│<>│bytea:\x00¦bytea:\xff│= boolean true
  UTC│<>│integer:3¦integer:3│= boolean false
  UTC│<>│time:10:00¦time:11:00│= boolean true
  UTC│<│numeric:1.0¦numeric:1.00│= boolean false
  UTC│<│double precision:NaN¦double precision:NaN│= boolean false
  UTC│<│double precision:NaN¦double precision:Infinity│= boolean false
  UTC│<│double precision:-0¦double precision:0│= boolean false
  UTC│<│double precision:1¦double precision:NaN│= boolean true
  UTC│<│text:a¦text:B│= boolean false
  UTC│<│text:a¦text:ab│= boolean true
  UTC│<│text:¦text:a│= boolean true
  UTC│<│interval:1 mon¦interval:30 days│= boolean false
  UTC│<│interval:1 day¦interval:24:00:00│= boolean false
  UTC│<│interval:-1 mon¦interval:1 day│= boolean true
  UTC│<│date:2021-01-01¦date:infinity│= boolean true
  UTC│<│timestamp:-infinity¦timestamp:2021-01-01│= boolean true
  UTC│<│boolean:f¦boolean:t│= boolean true
  UTC│<│numeric:-5¦numeric:1e-20│= boolean true
  UTC│<│numeric:1e30¦numeric:0.000001│= boolean false
  UTC│<│uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11¦uuid:b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= boolean true
  UTC│<│bytea:\x00¦bytea:\xff│= boolean true
  UTC│<│integer:3¦integer:3│= boolean false
  UTC│<│time:10:00¦time:11:00│= boolean true
  UTC│<=│numeric:1.0¦numeric:1.00│= boolean true
  UTC│<=│double precision:NaN¦double precision:NaN│= boolean true
  UTC│<=│double precision:NaN¦double precision:Infinity│= boolean false
  UTC│<=│double precision:-0¦double precision:0│= boolean true
  UTC│<=│double precision:1¦double precision:NaN│= boolean true
  UTC│<=│text:a¦text:B│= boolean false
  UTC│<=│text:a¦text:ab│= boolean true
  UTC│<=│text:¦text:a│= boolean true
  UTC│<=│interval:1 mon¦interval:30 days│= boolean true
  UTC│<=│interval:1 day¦interval:24:00:00│= boolean true
  UTC│<=│interval:-1 mon¦interval:1 day│= boolean true
  UTC│<=│date:2021-01-01¦date:infinity│= boolean true
  UTC│<=│timestamp:-infinity¦timestamp:2021-01-01│= boolean true
  UTC│<=│boolean:f¦boolean:t│= boolean true
  UTC│<=│numeric:-5¦numeric:1e-20│= boolean true
  UTC│<=│numeric:1e30¦numeric:0.000001│= boolean false
  UTC│<=│uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11¦uuid:b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= boolean true
  UTC│<=│bytea:\x00¦bytea:\xff│= boolean true
  UTC│<=│integer:3¦integer:3│= boolean true
  UTC│<=│time:10:00¦time:11:00│= boolean true
  UTC│>│numeric:1.0¦numeric:1.00│= boolean false
  UTC│>│double precision:NaN¦double precision:NaN│= boolean false
  UTC│>│double precision:NaN¦double precision:Infinity│= boolean true
  UTC│>│double precision:-0¦double precision:0│= boolean false
  UTC│>│double precision:1¦double precision:NaN│= boolean false
  UTC│>│text:a¦text:B│= boolean true
  UTC│>│text:a¦text:ab│= boolean false
  UTC│>│text:¦text:a│= boolean false
  UTC│>│interval:1 mon¦interval:30 days│= boolean false
  UTC│>│interval:1 day¦interval:24:00:00│= boolean false
  UTC│>│interval:-1 mon¦interval:1 day│= boolean false
  UTC│>│date:2021-01-01¦date:infinity│= boolean false
  UTC│>│timestamp:-infinity¦timestamp:2021-01-01│= boolean false
  UTC│>│boolean:f¦boolean:t│= boolean false
  UTC│>│numeric:-5¦numeric:1e-20│= boolean false
  UTC│>│numeric:1e30¦numeric:0.000001│= boolean true
  UTC│>│uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11¦uuid:b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= boolean false
  UTC│>│bytea:\x00¦bytea:\xff│= boolean false
  UTC│>│integer:3¦integer:3│= boolean false
  UTC│>│time:10:00¦time:11:00│= boolean false
  UTC│>=│numeric:1.0¦numeric:1.00│= boolean true
  UTC│>=│double precision:NaN¦double precision:NaN│= boolean true
  UTC│>=│double precision:NaN¦double precision:Infinity│= boolean true
  UTC│>=│double precision:-0¦double precision:0│= boolean true
  UTC│>=│double precision:1¦double precision:NaN│= boolean false
  UTC│>=│text:a¦text:B│= boolean true
  UTC│>=│text:a¦text:ab│= boolean false
  UTC│>=│text:¦text:a│= boolean false
  UTC│>=│interval:1 mon¦interval:30 days│= boolean true
  UTC│>=│interval:1 day¦interval:24:00:00│= boolean true
  UTC│>=│interval:-1 mon¦interval:1 day│= boolean false
  UTC│>=│date:2021-01-01¦date:infinity│= boolean false
  UTC│>=│timestamp:-infinity¦timestamp:2021-01-01│= boolean false
  UTC│>=│boolean:f¦boolean:t│= boolean false
  UTC│>=│numeric:-5¦numeric:1e-20│= boolean false
  UTC│>=│numeric:1e30¦numeric:0.000001│= boolean true
  UTC│>=│uuid:a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11¦uuid:b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11│= boolean false
  UTC│>=│bytea:\x00¦bytea:\xff│= boolean false
  UTC│>=│integer:3¦integer:3│= boolean true
  UTC│>=│time:10:00¦time:11:00│= boolean false
  UTC│=│jsonb:{"a":1,"b":2}¦jsonb:{"b":2,"a":1}│= boolean true
  UTC│lower│text:AbC1│= text abc1
  UTC│upper│text:abc1│= text ABC1
  UTC│length│text:äbc│= integer 3
  UTC│char_length│text:│= integer 0
  UTC│octet_length│text:äbc│= integer 4
  UTC│reverse│text:abä│= text äba
  UTC│btrim│text:  a b │= text a b
  UTC│ltrim│text:  a │= text a 
  UTC│rtrim│text: a  │= text  a
  UTC│substring│text:abcdef¦integer:2¦integer:3│= text bcd
  UTC│substring│text:abcdef¦integer:0¦integer:3│= text ab
  UTC│substring│text:abcdef¦integer:-2¦integer:4│= text a
  UTC│substring│text:abcdef¦integer:3¦integer:100│= text cdef
  UTC│substring│text:abcdef¦integer:10¦integer:2│= text 
  UTC│substring│text:äöüß¦integer:2¦integer:2│= text öü
  UTC│substring│text:abc¦integer:1¦integer:-1│! negative substring length not allowed
  UTC│substring│text:abc¦integer:2¦integer:0│= text 
  UTC│substring│text:abc¦integer:-5¦integer:3│= text 
  UTC│substring│text:abc¦integer:2147483647¦integer:2147483647│= text 
  UTC│substr│text:abcdef¦integer:2│= text bcdef
  UTC│left│text:abcdef¦integer:2│= text ab
  UTC│right│text:abcdef¦integer:2│= text ef
  UTC│repeat│text:abcdef¦integer:2│= text abcdefabcdef
  UTC│substr│text:abcdef¦integer:0│= text abcdef
  UTC│left│text:abcdef¦integer:0│= text 
  UTC│right│text:abcdef¦integer:0│= text 
  UTC│repeat│text:abcdef¦integer:0│= text 
  UTC│substr│text:abcdef¦integer:-1│= text abcdef
  UTC│left│text:abcdef¦integer:-1│= text abcde
  UTC│right│text:abcdef¦integer:-1│= text bcdef
  UTC│repeat│text:abcdef¦integer:-1│= text 
  UTC│substr│text:äöü¦integer:2│= text öü
  UTC│left│text:äöü¦integer:2│= text äö
  UTC│right│text:äöü¦integer:2│= text öü
  UTC│repeat│text:äöü¦integer:2│= text äöüäöü
  UTC│substr│text:abc¦integer:9│= text 
  UTC│left│text:abc¦integer:9│= text abc
  UTC│right│text:abc¦integer:9│= text abc
  UTC│repeat│text:abc¦integer:9│= text abcabcabcabcabcabcabcabcabc
  UTC│left│text:abcde¦integer:-2│= text abc
  UTC│right│text:abcde¦integer:-2│= text cde
  UTC│right│text:äöü¦integer:-1│= text öü
  UTC│btrim│text:xxaxx¦text:x│= text a
  UTC│ltrim│text:xxaxx¦text:x│= text axx
  UTC│rtrim│text:xxaxx¦text:x│= text xxa
  UTC│btrim│text:xyaxy¦text:yx│= text a
  UTC│ltrim│text:xyaxy¦text:yx│= text axy
  UTC│rtrim│text:xyaxy¦text:yx│= text xya
  UTC│btrim│text:äaä¦text:ä│= text a
  UTC│ltrim│text:äaä¦text:ä│= text aä
  UTC│rtrim│text:äaä¦text:ä│= text äa
  UTC│btrim│text:¦text:x│= text 
  UTC│ltrim│text:¦text:x│= text 
  UTC│rtrim│text:¦text:x│= text 
  UTC│btrim│text:xx¦text:x│= text 
  UTC│ltrim│text:xx¦text:x│= text 
  UTC│rtrim│text:xx¦text:x│= text 
  UTC│replace│text:aXbXc¦text:X¦text:--│= text a--b--c
  UTC│replace│text:abc¦text:¦text:x│= text abc
  UTC│replace│text:aaa¦text:aa¦text:b│= text ba
  UTC│strpos│text:abc¦text:c│= integer 3
  UTC│strpos│text:abc¦text:│= integer 1
  UTC│strpos│text:abc¦text:x│= integer 0
  UTC│strpos│text:äöü¦text:ü│= integer 3
  UTC│strpos│text:aab¦text:ab│= integer 2
  UTC│starts_with│text:abc¦text:ab│= boolean true
  UTC│starts_with│text:abc¦text:│= boolean true
  UTC│||│text:a¦text:b│= text ab
  UTC│concat│text:a¦text:NULL¦text:c│= text ac
  UTC│split_part│text:a,b,c¦text:,¦integer:1│= text a
  UTC│split_part│text:a,b,c¦text:,¦integer:2│= text b
  UTC│split_part│text:a,b,c¦text:,¦integer:3│= text c
  UTC│split_part│text:a,b,c¦text:,¦integer:4│= text 
  UTC│split_part│text:a,b,c¦text:,¦integer:-1│= text c
  UTC│split_part│text:a,b,c¦text:,¦integer:-3│= text a
  UTC│split_part│text:a,b,c¦text:,¦integer:-4│= text 
  UTC│split_part│text:a,b,c¦text:,¦integer:0│! field position must not be zero
  UTC│split_part│text:abc¦text:¦integer:1│= text abc
  UTC│split_part│text:abc¦text:x¦integer:-1│= text abc
  UTC│~~│text:abc¦text:abc│= boolean true
  UTC│!~~│text:abc¦text:abc│= boolean false
  UTC│~~*│text:ABC¦text:abc│= boolean true
  UTC│~~│text:abc¦text:a%│= boolean true
  UTC│!~~│text:abc¦text:a%│= boolean false
  UTC│~~*│text:ABC¦text:a%│= boolean true
  UTC│~~│text:abc¦text:%c│= boolean true
  UTC│!~~│text:abc¦text:%c│= boolean false
  UTC│~~*│text:ABC¦text:%c│= boolean true
  UTC│~~│text:abc¦text:_b_│= boolean true
  UTC│!~~│text:abc¦text:_b_│= boolean false
  UTC│~~*│text:ABC¦text:_b_│= boolean true
  UTC│~~│text:abc¦text:_│= boolean false
  UTC│!~~│text:abc¦text:_│= boolean true
  UTC│~~*│text:ABC¦text:_│= boolean false
  UTC│~~│text:äbc¦text:_bc│= boolean true
  UTC│!~~│text:äbc¦text:_bc│= boolean false
  UTC│~~*│text:ÄBC¦text:_bc│= boolean true
  UTC│~~│text:abc¦text:│= boolean false
  UTC│!~~│text:abc¦text:│= boolean true
  UTC│~~*│text:ABC¦text:│= boolean false
  UTC│~~│text:¦text:%│= boolean true
  UTC│!~~│text:¦text:%│= boolean false
  UTC│~~*│text:¦text:%│= boolean true
  UTC│~~│text:a%c¦text:a\%c│= boolean true
  UTC│!~~│text:a%c¦text:a\%c│= boolean false
  UTC│~~*│text:A%C¦text:a\%c│= boolean true
  UTC│~~│text:abc¦text:a\%c│= boolean false
  UTC│!~~│text:abc¦text:a\%c│= boolean true
  UTC│~~*│text:ABC¦text:a\%c│= boolean false
  UTC│~~│text:aXbXc¦text:a%X%c│= boolean true
  UTC│!~~│text:aXbXc¦text:a%X%c│= boolean false
  UTC│~~*│text:AXBXC¦text:a%X%c│= boolean true
  UTC│~~│text:abc¦text:%%%│= boolean true
  UTC│!~~│text:abc¦text:%%%│= boolean false
  UTC│~~*│text:ABC¦text:%%%│= boolean true
  UTC│~~│text:mississippi¦text:%iss%ip%│= boolean true
  UTC│!~~│text:mississippi¦text:%iss%ip%│= boolean false
  UTC│~~*│text:MISSISSIPPI¦text:%iss%ip%│= boolean true
  UTC│~~│text:mississippi¦text:m%iss%pi_│= boolean false
  UTC│!~~│text:mississippi¦text:m%iss%pi_│= boolean true
  UTC│~~*│text:MISSISSIPPI¦text:m%iss%pi_│= boolean false
  UTC│~~│text:abc¦text:abc\│= boolean false
  UTC│!~~│text:abc¦text:abc\│= boolean true
  UTC│~~*│text:ABC¦text:abc\│= boolean false
  UTC│~~│text:a\c¦text:a\\c│= boolean true
  UTC│!~~│text:a\c¦text:a\\c│= boolean false
  UTC│~~*│text:A\C¦text:a\\c│= boolean true
  UTC│~~│text:aaa¦text:a_a%│= boolean true
  UTC│!~~│text:aaa¦text:a_a%│= boolean false
  UTC│~~*│text:AAA¦text:a_a%│= boolean true
  UTC│~~│text:ab¦text:a__│= boolean false
  UTC│!~~│text:ab¦text:a__│= boolean true
  UTC│~~*│text:AB¦text:a__│= boolean false
  UTC│like_escape│text:50#%¦text:#│= text 50\%
  UTC│like_escape│text:a##b¦text:#│= text a\#b
  UTC│like_escape│text:a\b¦text:#│= text a\\b
  UTC│like_escape│text:ab¦text:│= text ab
  UTC│like_escape│text:a%\¦text:│= text a%\\
  UTC│like_escape│text:ab¦text:xx│! invalid escape string
  UTC│like_escape│text:#%##¦text:#│= text \%\#
  UTC│+│timestamp:2021-01-31 10:00¦interval:1 mon│= timestamp 2021-02-28 10:00:00
  UTC│-│timestamp:2021-01-31 10:00¦interval:1 mon│= timestamp 2020-12-31 10:00:00
  UTC│+│timestamptz:2021-01-31 10:00¦interval:1 mon│= timestamptz 2021-02-28 10:00:00+00
  America/New_York│+│timestamptz:2021-01-31 10:00¦interval:1 mon│= timestamptz 2021-02-28 10:00:00-05
  UTC│-│timestamptz:2021-01-31 10:00¦interval:1 mon│= timestamptz 2020-12-31 10:00:00+00
  America/New_York│-│timestamptz:2021-01-31 10:00¦interval:1 mon│= timestamptz 2020-12-31 10:00:00-05
  UTC│+│interval:1 mon¦timestamp:2021-01-31 10:00│= timestamp 2021-02-28 10:00:00
  UTC│+│timestamp:2020-01-31¦interval:1 mon│= timestamp 2020-02-29 00:00:00
  UTC│-│timestamp:2020-01-31¦interval:1 mon│= timestamp 2019-12-31 00:00:00
  UTC│+│timestamptz:2020-01-31¦interval:1 mon│= timestamptz 2020-02-29 00:00:00+00
  America/New_York│+│timestamptz:2020-01-31¦interval:1 mon│= timestamptz 2020-02-29 00:00:00-05
  UTC│-│timestamptz:2020-01-31¦interval:1 mon│= timestamptz 2019-12-31 00:00:00+00
  America/New_York│-│timestamptz:2020-01-31¦interval:1 mon│= timestamptz 2019-12-31 00:00:00-05
  UTC│+│interval:1 mon¦timestamp:2020-01-31│= timestamp 2020-02-29 00:00:00
  UTC│+│timestamp:2021-11-30 00:00¦interval:-1 day│= timestamp 2021-11-29 00:00:00
  UTC│-│timestamp:2021-11-30 00:00¦interval:-1 day│= timestamp 2021-12-01 00:00:00
  UTC│+│timestamptz:2021-11-30 00:00¦interval:-1 day│= timestamptz 2021-11-29 00:00:00+00
  America/New_York│+│timestamptz:2021-11-30 00:00¦interval:-1 day│= timestamptz 2021-11-29 00:00:00-05
  UTC│-│timestamptz:2021-11-30 00:00¦interval:-1 day│= timestamptz 2021-12-01 00:00:00+00
  America/New_York│-│timestamptz:2021-11-30 00:00¦interval:-1 day│= timestamptz 2021-12-01 00:00:00-05
  UTC│+│interval:-1 day¦timestamp:2021-11-30 00:00│= timestamp 2021-11-29 00:00:00
  UTC│+│timestamp:2021-03-13 12:00¦interval:1 day│= timestamp 2021-03-14 12:00:00
  UTC│-│timestamp:2021-03-13 12:00¦interval:1 day│= timestamp 2021-03-12 12:00:00
  UTC│+│timestamptz:2021-03-13 12:00¦interval:1 day│= timestamptz 2021-03-14 12:00:00+00
  America/New_York│+│timestamptz:2021-03-13 12:00¦interval:1 day│= timestamptz 2021-03-14 12:00:00-04
  UTC│-│timestamptz:2021-03-13 12:00¦interval:1 day│= timestamptz 2021-03-12 12:00:00+00
  America/New_York│-│timestamptz:2021-03-13 12:00¦interval:1 day│= timestamptz 2021-03-12 12:00:00-05
  UTC│+│interval:1 day¦timestamp:2021-03-13 12:00│= timestamp 2021-03-14 12:00:00
  UTC│+│timestamp:2021-01-31¦interval:1 mon -1 day│= timestamp 2021-02-27 00:00:00
  UTC│-│timestamp:2021-01-31¦interval:1 mon -1 day│= timestamp 2021-01-01 00:00:00
  UTC│+│timestamptz:2021-01-31¦interval:1 mon -1 day│= timestamptz 2021-02-27 00:00:00+00
  America/New_York│+│timestamptz:2021-01-31¦interval:1 mon -1 day│= timestamptz 2021-02-27 00:00:00-05
  UTC│-│timestamptz:2021-01-31¦interval:1 mon -1 day│= timestamptz 2021-01-01 00:00:00+00
  America/New_York│-│timestamptz:2021-01-31¦interval:1 mon -1 day│= timestamptz 2021-01-01 00:00:00-05
  UTC│+│interval:1 mon -1 day¦timestamp:2021-01-31│= timestamp 2021-02-27 00:00:00
  UTC│+│timestamp:infinity¦interval:1 day│= timestamp infinity
  UTC│-│timestamp:infinity¦interval:1 day│= timestamp infinity
  UTC│+│timestamptz:infinity¦interval:1 day│= timestamptz infinity
  UTC│-│timestamptz:infinity¦interval:1 day│= timestamptz infinity
  UTC│+│interval:1 day¦timestamp:infinity│= timestamp infinity
  UTC│+│timestamp:2021-12-31 23:59:59.5¦interval:0.5 seconds│= timestamp 2022-01-01 00:00:00
  UTC│-│timestamp:2021-12-31 23:59:59.5¦interval:0.5 seconds│= timestamp 2021-12-31 23:59:59
  UTC│+│timestamptz:2021-12-31 23:59:59.5¦interval:0.5 seconds│= timestamptz 2022-01-01 00:00:00+00
  America/New_York│+│timestamptz:2021-12-31 23:59:59.5¦interval:0.5 seconds│= timestamptz 2022-01-01 00:00:00-05
  UTC│-│timestamptz:2021-12-31 23:59:59.5¦interval:0.5 seconds│= timestamptz 2021-12-31 23:59:59+00
  America/New_York│-│timestamptz:2021-12-31 23:59:59.5¦interval:0.5 seconds│= timestamptz 2021-12-31 23:59:59-05
  UTC│+│interval:0.5 seconds¦timestamp:2021-12-31 23:59:59.5│= timestamp 2022-01-01 00:00:00
  UTC│+│date:2021-02-27¦integer:2│= date 2021-03-01
  UTC│+│integer:2¦date:2021-02-27│= date 2021-03-01
  UTC│-│date:2021-03-01¦integer:1│= date 2021-02-28
  UTC│-│date:2021-03-01¦date:2020-03-01│= integer 365
  UTC│-│date:infinity¦date:2020-03-01│! cannot subtract infinite dates
  UTC│+│date:2021-01-31¦interval:1 mon│= timestamp 2021-02-28 00:00:00
  UTC│-│date:2021-03-31¦interval:1 mon 1 hour│= timestamp 2021-02-27 23:00:00
  UTC│+│date:2021-01-31¦time:10:11:12│= timestamp 2021-01-31 10:11:12
  UTC│-│timestamp:2021-11-30 12:00¦timestamp:2021-11-28 13:30│= interval 1 day 22:30:00
  UTC│-│timestamp:2021-11-28 13:30¦timestamp:2021-11-30 12:00│= interval -1 days -22:30:00
  UTC│-│timestamptz:2021-11-30 12:00¦timestamptz:2020-11-28 13:30│= interval 366 days 22:30:00
  UTC│+│time:23:00¦interval:2 hours│= time 01:00:00
  UTC│-│time:01:00¦interval:2 hours│= time 23:00:00
  UTC│-│time:01:00¦time:02:30│= interval -01:30:00
  UTC│+│interval:1 day¦interval:1 mon 2 hours│= interval 1 mon 1 day 02:00:00
  UTC│-│interval:1 day¦interval:1 mon 2 hours│= interval -1 mons +1 day -02:00:00
  UTC│*│interval:1 day¦double precision:2│= interval 2 days
  UTC│/│interval:1 day¦double precision:2│= interval 12:00:00
  UTC│*│interval:1 day¦double precision:0.5│= interval 12:00:00
  UTC│/│interval:1 day¦double precision:0.5│= interval 2 days
  UTC│*│interval:1 day¦double precision:1.5│= interval 1 day 12:00:00
  UTC│/│interval:1 day¦double precision:1.5│= interval 16:00:00
  UTC│*│interval:1 day¦double precision:0.1│= interval 02:24:00
  UTC│/│interval:1 day¦double precision:0.1│= interval 10 days
  UTC│*│interval:1 day¦double precision:-1│= interval -1 days
  UTC│/│interval:1 day¦double precision:-1│= interval -1 days
  UTC│*│interval:1 day¦double precision:0.333│= interval 07:59:31.2
  UTC│/│interval:1 day¦double precision:0.333│= interval 3 days 00:04:19.459459
  UTC│*│interval:1 mon¦double precision:2│= interval 2 mons
  UTC│/│interval:1 mon¦double precision:2│= interval 15 days
  UTC│*│interval:1 mon¦double precision:0.5│= interval 15 days
  UTC│/│interval:1 mon¦double precision:0.5│= interval 2 mons
  UTC│*│interval:1 mon¦double precision:1.5│= interval 1 mon 15 days
  UTC│/│interval:1 mon¦double precision:1.5│= interval 20 days
  UTC│*│interval:1 mon¦double precision:0.1│= interval 3 days
  UTC│/│interval:1 mon¦double precision:0.1│= interval 10 mons
  UTC│*│interval:1 mon¦double precision:-1│= interval -1 mons
  UTC│/│interval:1 mon¦double precision:-1│= interval -1 mons
  UTC│*│interval:1 mon¦double precision:0.333│= interval 9 days 23:45:36
  UTC│/│interval:1 mon¦double precision:0.333│= interval 3 mons 02:09:43.776
  UTC│*│interval:1 year 2 mons 3 days 04:05:06¦double precision:2│= interval 2 years 4 mons 6 days 08:10:12
  UTC│/│interval:1 year 2 mons 3 days 04:05:06¦double precision:2│= interval 7 mons 1 day 14:02:33
  UTC│*│interval:1 year 2 mons 3 days 04:05:06¦double precision:0.5│= interval 7 mons 1 day 14:02:33
  UTC│/│interval:1 year 2 mons 3 days 04:05:06¦double precision:0.5│= interval 2 years 4 mons 6 days 08:10:12
  UTC│*│interval:1 year 2 mons 3 days 04:05:06¦double precision:1.5│= interval 1 year 9 mons 4 days 18:07:39
  UTC│/│interval:1 year 2 mons 3 days 04:05:06¦double precision:1.5│= interval 9 mons 12 days 02:43:24
  UTC│*│interval:1 year 2 mons 3 days 04:05:06¦double precision:0.1│= interval 1 mon 12 days 07:36:30.6
  UTC│/│interval:1 year 2 mons 3 days 04:05:06¦double precision:0.1│= interval 11 years 8 mons 30 days 40:51:00
  UTC│*│interval:1 year 2 mons 3 days 04:05:06¦double precision:-1│= interval -1 years -2 mons -3 days -04:05:06
  UTC│/│interval:1 year 2 mons 3 days 04:05:06¦double precision:-1│= interval -1 years -2 mons -3 days -04:05:06
  UTC│*│interval:1 year 2 mons 3 days 04:05:06¦double precision:0.333│= interval 4 mons 20 days 21:58:34.698
  UTC│/│interval:1 year 2 mons 3 days 04:05:06¦double precision:0.333│= interval 3 years 6 mons 10 days 18:45:13.49094
  UTC│*│interval:10 seconds¦double precision:2│= interval 00:00:20
  UTC│/│interval:10 seconds¦double precision:2│= interval 00:00:05
  UTC│*│interval:10 seconds¦double precision:0.5│= interval 00:00:05
  UTC│/│interval:10 seconds¦double precision:0.5│= interval 00:00:20
  UTC│*│interval:10 seconds¦double precision:1.5│= interval 00:00:15
  UTC│/│interval:10 seconds¦double precision:1.5│= interval 00:00:06.666667
  UTC│*│interval:10 seconds¦double precision:0.1│= interval 00:00:01
  UTC│/│interval:10 seconds¦double precision:0.1│= interval 00:01:40
  UTC│*│interval:10 seconds¦double precision:-1│= interval -00:00:10
  UTC│/│interval:10 seconds¦double precision:-1│= interval -00:00:10
  UTC│*│interval:10 seconds¦double precision:0.333│= interval 00:00:03.33
  UTC│/│interval:10 seconds¦double precision:0.333│= interval 00:00:30.03003
  UTC│*│interval:-1 day 02:00¦double precision:2│= interval -2 days +04:00:00
  UTC│/│interval:-1 day 02:00¦double precision:2│= interval -11:00:00
  UTC│*│interval:-1 day 02:00¦double precision:0.5│= interval -11:00:00
  UTC│/│interval:-1 day 02:00¦double precision:0.5│= interval -2 days +04:00:00
  UTC│*│interval:-1 day 02:00¦double precision:1.5│= interval -1 days -09:00:00
  UTC│/│interval:-1 day 02:00¦double precision:1.5│= interval -14:40:00
  UTC│*│interval:-1 day 02:00¦double precision:0.1│= interval -02:12:00
  UTC│/│interval:-1 day 02:00¦double precision:0.1│= interval -10 days +20:00:00
  UTC│*│interval:-1 day 02:00¦double precision:-1│= interval 1 day -02:00:00
  UTC│/│interval:-1 day 02:00¦double precision:-1│= interval 1 day -02:00:00
  UTC│*│interval:-1 day 02:00¦double precision:0.333│= interval -07:19:33.6
  UTC│/│interval:-1 day 02:00¦double precision:0.333│= interval -3 days +05:56:02.162163
  UTC│/│interval:1 day¦double precision:0│! division by zero
  UTC│*│double precision:2¦interval:1 day│= interval 2 days
  UTC│date_trunc│text:microsecond¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-30 12:34:56.789123
  UTC│date_trunc│text:microsecond¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 12:34:56.789123+00
  America/New_York│date_trunc│text:microsecond¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 07:34:56.789123-05
  UTC│date_trunc│text:microsecond¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 7 mons 20 days 13:14:15.678901
  UTC│date_trunc│text:microsecond¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:microsecond¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-15 01:02:03 BC
  UTC│date_trunc│text:millisecond¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-30 12:34:56.789
  UTC│date_trunc│text:millisecond¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 12:34:56.789+00
  America/New_York│date_trunc│text:millisecond¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 07:34:56.789-05
  UTC│date_trunc│text:millisecond¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 7 mons 20 days 13:14:15.678
  UTC│date_trunc│text:millisecond¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:millisecond¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-15 01:02:03 BC
  UTC│date_trunc│text:second¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-30 12:34:56
  UTC│date_trunc│text:second¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 12:34:56+00
  America/New_York│date_trunc│text:second¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 07:34:56-05
  UTC│date_trunc│text:second¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 7 mons 20 days 13:14:15
  UTC│date_trunc│text:second¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:second¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-15 01:02:03 BC
  UTC│date_trunc│text:minute¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-30 12:34:00
  UTC│date_trunc│text:minute¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 12:34:00+00
  America/New_York│date_trunc│text:minute¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 07:34:00-05
  UTC│date_trunc│text:minute¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 7 mons 20 days 13:14:00
  UTC│date_trunc│text:minute¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:minute¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-15 01:02:00 BC
  UTC│date_trunc│text:hour¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-30 12:00:00
  UTC│date_trunc│text:hour¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 12:00:00+00
  America/New_York│date_trunc│text:hour¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 07:00:00-05
  UTC│date_trunc│text:hour¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 7 mons 20 days 13:00:00
  UTC│date_trunc│text:hour¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:hour¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-15 01:00:00 BC
  UTC│date_trunc│text:day¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-30 00:00:00
  UTC│date_trunc│text:day¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 00:00:00+00
  America/New_York│date_trunc│text:day¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-30 00:00:00-05
  UTC│date_trunc│text:day¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 7 mons 20 days
  UTC│date_trunc│text:day¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:day¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-15 00:00:00 BC
  UTC│date_trunc│text:week¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-29 00:00:00
  UTC│date_trunc│text:week¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-29 00:00:00+00
  America/New_York│date_trunc│text:week¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-29 00:00:00-05
  UTC│date_trunc│text:week¦interval:1234 years 7 mons 20 days 13:14:15.678901│! unit "week" not supported for type interval
  UTC│date_trunc│text:week¦timestamp:2000-01-01 00:00:00│= timestamp 1999-12-27 00:00:00
  UTC│date_trunc│text:week¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-11 00:00:00 BC
  UTC│date_trunc│text:month¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-11-01 00:00:00
  UTC│date_trunc│text:month¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-01 00:00:00+00
  America/New_York│date_trunc│text:month¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-11-01 00:00:00-04
  UTC│date_trunc│text:month¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 7 mons
  UTC│date_trunc│text:month¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:month¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-03-01 00:00:00 BC
  UTC│date_trunc│text:quarter¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-10-01 00:00:00
  UTC│date_trunc│text:quarter¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-10-01 00:00:00+00
  America/New_York│date_trunc│text:quarter¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-10-01 00:00:00-04
  UTC│date_trunc│text:quarter¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years 6 mons
  UTC│date_trunc│text:quarter¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:quarter¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-01-01 00:00:00 BC
  UTC│date_trunc│text:year¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2021-01-01 00:00:00
  UTC│date_trunc│text:year¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-01-01 00:00:00+00
  America/New_York│date_trunc│text:year¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2021-01-01 00:00:00-05
  UTC│date_trunc│text:year¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1234 years
  UTC│date_trunc│text:year¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:year¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0044-01-01 00:00:00 BC
  UTC│date_trunc│text:decade¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2020-01-01 00:00:00
  UTC│date_trunc│text:decade¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2020-01-01 00:00:00+00
  America/New_York│date_trunc│text:decade¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2020-01-01 00:00:00-05
  UTC│date_trunc│text:decade¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1230 years
  UTC│date_trunc│text:decade¦timestamp:2000-01-01 00:00:00│= timestamp 2000-01-01 00:00:00
  UTC│date_trunc│text:decade¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0051-01-01 00:00:00 BC
  UTC│date_trunc│text:century¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2001-01-01 00:00:00
  UTC│date_trunc│text:century¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2001-01-01 00:00:00+00
  America/New_York│date_trunc│text:century¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2001-01-01 00:00:00-05
  UTC│date_trunc│text:century¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1200 years
  UTC│date_trunc│text:century¦timestamp:2000-01-01 00:00:00│= timestamp 1901-01-01 00:00:00
  UTC│date_trunc│text:century¦timestamp:0044-03-15 01:02:03 BC│= timestamp 0100-01-01 00:00:00 BC
  UTC│date_trunc│text:millennium¦timestamp:2021-11-30 12:34:56.789123│= timestamp 2001-01-01 00:00:00
  UTC│date_trunc│text:millennium¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2001-01-01 00:00:00+00
  America/New_York│date_trunc│text:millennium¦timestamptz:2021-11-30 12:34:56.789123+00│= timestamptz 2001-01-01 00:00:00-05
  UTC│date_trunc│text:millennium¦interval:1234 years 7 mons 20 days 13:14:15.678901│= interval 1000 years
  UTC│date_trunc│text:millennium¦timestamp:2000-01-01 00:00:00│= timestamp 1001-01-01 00:00:00
  UTC│date_trunc│text:millennium¦timestamp:0044-03-15 01:02:03 BC│= timestamp 1000-01-01 00:00:00 BC
  UTC│date_trunc│text:foo¦timestamp:2021-11-30 12:34:56.789123│! unit "foo" not recognized for type timestamp without time zone
  UTC│date_trunc│text:foo¦timestamptz:2021-11-30 12:34:56.789123+00│! unit "foo" not recognized for type timestamp with time zone
  UTC│date_trunc│text:foo¦interval:1234 years 7 mons 20 days 13:14:15.678901│! unit "foo" not recognized for type interval
  UTC│date_trunc│text:foo¦timestamp:2000-01-01 00:00:00│! unit "foo" not recognized for type timestamp without time zone
  UTC│date_trunc│text:foo¦timestamp:0044-03-15 01:02:03 BC│! unit "foo" not recognized for type timestamp without time zone
  UTC│date_trunc│text:day¦timestamptz:2021-11-07 08:00:00+00¦text:America/New_York│= timestamptz 2021-11-07 04:00:00+00
  America/New_York│date_trunc│text:day¦timestamptz:2021-11-07 08:00:00+00¦text:America/New_York│= timestamptz 2021-11-07 00:00:00-04
  UTC│date_trunc│text:hour¦timestamptz:2021-11-07 06:30:00+00¦text:America/New_York│= timestamptz 2021-11-07 06:00:00+00
  America/New_York│date_trunc│text:hour¦timestamptz:2021-11-07 06:30:00+00¦text:America/New_York│= timestamptz 2021-11-07 01:00:00-05
  UTC│extract│text:year¦timestamp:2021-11-30 12:34:56.789123│= numeric 2021
  UTC│extract│text:year¦timestamp:2021-01-03 00:00│= numeric 2021
  UTC│extract│text:year¦timestamp:0044-03-15 BC│= numeric -44
  UTC│extract│text:year¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 2021
  UTC│extract│text:year¦date:2000-12-31│= numeric 2000
  UTC│extract│text:year¦time:10:11:12.5│! unit "year" not supported for type time without time zone
  UTC│extract│text:year¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 2
  UTC│extract│text:year¦interval:-1 year 3 days -04:05:06.5│= numeric -1
  UTC│extract│text:month¦timestamp:2021-11-30 12:34:56.789123│= numeric 11
  UTC│extract│text:month¦timestamp:2021-01-03 00:00│= numeric 1
  UTC│extract│text:month¦timestamp:0044-03-15 BC│= numeric 3
  UTC│extract│text:month¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 11
  UTC│extract│text:month¦date:2000-12-31│= numeric 12
  UTC│extract│text:month¦time:10:11:12.5│! unit "month" not supported for type time without time zone
  UTC│extract│text:month¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 2
  UTC│extract│text:month¦interval:-1 year 3 days -04:05:06.5│= numeric 0
  UTC│extract│text:day¦timestamp:2021-11-30 12:34:56.789123│= numeric 30
  UTC│extract│text:day¦timestamp:2021-01-03 00:00│= numeric 3
  UTC│extract│text:day¦timestamp:0044-03-15 BC│= numeric 15
  UTC│extract│text:day¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 30
  UTC│extract│text:day¦date:2000-12-31│= numeric 31
  UTC│extract│text:day¦time:10:11:12.5│! unit "day" not supported for type time without time zone
  UTC│extract│text:day¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 3
  UTC│extract│text:day¦interval:-1 year 3 days -04:05:06.5│= numeric 3
  UTC│extract│text:hour¦timestamp:2021-11-30 12:34:56.789123│= numeric 12
  UTC│extract│text:hour¦timestamp:2021-01-03 00:00│= numeric 0
  UTC│extract│text:hour¦timestamp:0044-03-15 BC│= numeric 0
  UTC│extract│text:hour¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 12
  America/New_York│extract│text:hour¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 7
  UTC│extract│text:hour¦date:2000-12-31│! unit "hour" not supported for type date
  UTC│extract│text:hour¦time:10:11:12.5│= numeric 10
  UTC│extract│text:hour¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 4
  UTC│extract│text:hour¦interval:-1 year 3 days -04:05:06.5│= numeric -4
  UTC│extract│text:minute¦timestamp:2021-11-30 12:34:56.789123│= numeric 34
  UTC│extract│text:minute¦timestamp:2021-01-03 00:00│= numeric 0
  UTC│extract│text:minute¦timestamp:0044-03-15 BC│= numeric 0
  UTC│extract│text:minute¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 34
  UTC│extract│text:minute¦date:2000-12-31│! unit "minute" not supported for type date
  UTC│extract│text:minute¦time:10:11:12.5│= numeric 11
  UTC│extract│text:minute¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 5
  UTC│extract│text:minute¦interval:-1 year 3 days -04:05:06.5│= numeric -5
  UTC│extract│text:second¦timestamp:2021-11-30 12:34:56.789123│= numeric 56.789123
  UTC│extract│text:second¦timestamp:2021-01-03 00:00│= numeric 0.000000
  UTC│extract│text:second¦timestamp:0044-03-15 BC│= numeric 0.000000
  UTC│extract│text:second¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 56.500000
  UTC│extract│text:second¦date:2000-12-31│! unit "second" not supported for type date
  UTC│extract│text:second¦time:10:11:12.5│= numeric 12.500000
  UTC│extract│text:second¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 6.500000
  UTC│extract│text:second¦interval:-1 year 3 days -04:05:06.5│= numeric -6.500000
  UTC│extract│text:millisecond¦timestamp:2021-11-30 12:34:56.789123│= numeric 56789.123
  UTC│extract│text:millisecond¦timestamp:2021-01-03 00:00│= numeric 0.000
  UTC│extract│text:millisecond¦timestamp:0044-03-15 BC│= numeric 0.000
  UTC│extract│text:millisecond¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 56500.000
  UTC│extract│text:millisecond¦date:2000-12-31│! unit "millisecond" not supported for type date
  UTC│extract│text:millisecond¦time:10:11:12.5│= numeric 12500.000
  UTC│extract│text:millisecond¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 6500.000
  UTC│extract│text:millisecond¦interval:-1 year 3 days -04:05:06.5│= numeric -6500.000
  UTC│extract│text:microsecond¦timestamp:2021-11-30 12:34:56.789123│= numeric 56789123
  UTC│extract│text:microsecond¦timestamp:2021-01-03 00:00│= numeric 0
  UTC│extract│text:microsecond¦timestamp:0044-03-15 BC│= numeric 0
  UTC│extract│text:microsecond¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 56500000
  UTC│extract│text:microsecond¦date:2000-12-31│! unit "microsecond" not supported for type date
  UTC│extract│text:microsecond¦time:10:11:12.5│= numeric 12500000
  UTC│extract│text:microsecond¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 6500000
  UTC│extract│text:microsecond¦interval:-1 year 3 days -04:05:06.5│= numeric -6500000
  UTC│extract│text:dow¦timestamp:2021-11-30 12:34:56.789123│= numeric 2
  UTC│extract│text:dow¦timestamp:2021-01-03 00:00│= numeric 0
  UTC│extract│text:dow¦timestamp:0044-03-15 BC│= numeric 5
  UTC│extract│text:dow¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 2
  UTC│extract│text:dow¦date:2000-12-31│= numeric 0
  UTC│extract│text:dow¦time:10:11:12.5│! unit "dow" not supported for type time without time zone
  UTC│extract│text:dow¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "dow" not supported for type interval
  UTC│extract│text:dow¦interval:-1 year 3 days -04:05:06.5│! unit "dow" not supported for type interval
  UTC│extract│text:isodow¦timestamp:2021-11-30 12:34:56.789123│= numeric 2
  UTC│extract│text:isodow¦timestamp:2021-01-03 00:00│= numeric 7
  UTC│extract│text:isodow¦timestamp:0044-03-15 BC│= numeric 5
  UTC│extract│text:isodow¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 2
  UTC│extract│text:isodow¦date:2000-12-31│= numeric 7
  UTC│extract│text:isodow¦time:10:11:12.5│! unit "isodow" not supported for type time without time zone
  UTC│extract│text:isodow¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "isodow" not supported for type interval
  UTC│extract│text:isodow¦interval:-1 year 3 days -04:05:06.5│! unit "isodow" not supported for type interval
  UTC│extract│text:doy¦timestamp:2021-11-30 12:34:56.789123│= numeric 334
  UTC│extract│text:doy¦timestamp:2021-01-03 00:00│= numeric 3
  UTC│extract│text:doy¦timestamp:0044-03-15 BC│= numeric 74
  UTC│extract│text:doy¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 334
  UTC│extract│text:doy¦date:2000-12-31│= numeric 366
  UTC│extract│text:doy¦time:10:11:12.5│! unit "doy" not supported for type time without time zone
  UTC│extract│text:doy¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "doy" not supported for type interval
  UTC│extract│text:doy¦interval:-1 year 3 days -04:05:06.5│! unit "doy" not supported for type interval
  UTC│extract│text:week¦timestamp:2021-11-30 12:34:56.789123│= numeric 48
  UTC│extract│text:week¦timestamp:2021-01-03 00:00│= numeric 53
  UTC│extract│text:week¦timestamp:0044-03-15 BC│= numeric 11
  UTC│extract│text:week¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 48
  UTC│extract│text:week¦date:2000-12-31│= numeric 52
  UTC│extract│text:week¦time:10:11:12.5│! unit "week" not supported for type time without time zone
  UTC│extract│text:week¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "week" not supported for type interval
  UTC│extract│text:week¦interval:-1 year 3 days -04:05:06.5│! unit "week" not supported for type interval
  UTC│extract│text:isoyear¦timestamp:2021-11-30 12:34:56.789123│= numeric 2021
  UTC│extract│text:isoyear¦timestamp:2021-01-03 00:00│= numeric 2020
  UTC│extract│text:isoyear¦timestamp:0044-03-15 BC│= numeric -44
  UTC│extract│text:isoyear¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 2021
  UTC│extract│text:isoyear¦date:2000-12-31│= numeric 2000
  UTC│extract│text:isoyear¦time:10:11:12.5│! unit "isoyear" not supported for type time without time zone
  UTC│extract│text:isoyear¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "isoyear" not supported for type interval
  UTC│extract│text:isoyear¦interval:-1 year 3 days -04:05:06.5│! unit "isoyear" not supported for type interval
  UTC│extract│text:quarter¦timestamp:2021-11-30 12:34:56.789123│= numeric 4
  UTC│extract│text:quarter¦timestamp:2021-01-03 00:00│= numeric 1
  UTC│extract│text:quarter¦timestamp:0044-03-15 BC│= numeric 1
  UTC│extract│text:quarter¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 4
  UTC│extract│text:quarter¦date:2000-12-31│= numeric 4
  UTC│extract│text:quarter¦time:10:11:12.5│! unit "quarter" not supported for type time without time zone
  UTC│extract│text:quarter¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 1
  UTC│extract│text:quarter¦interval:-1 year 3 days -04:05:06.5│= numeric 1
  UTC│extract│text:epoch¦timestamp:2021-11-30 12:34:56.789123│= numeric 1638275696.789123
  UTC│extract│text:epoch¦timestamp:2021-01-03 00:00│= numeric 1609632000.000000
  UTC│extract│text:epoch¦timestamp:0044-03-15 BC│= numeric -63517824000.000000
  UTC│extract│text:epoch¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 1638275696.500000
  UTC│extract│text:epoch¦date:2000-12-31│= numeric 978220800
  UTC│extract│text:epoch¦time:10:11:12.5│= numeric 36672.500000
  UTC│extract│text:epoch¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 68573106.500000
  UTC│extract│text:epoch¦interval:-1 year 3 days -04:05:06.5│= numeric -31313106.500000
  UTC│extract│text:decade¦timestamp:2021-11-30 12:34:56.789123│= numeric 202
  UTC│extract│text:decade¦timestamp:2021-01-03 00:00│= numeric 202
  UTC│extract│text:decade¦timestamp:0044-03-15 BC│= numeric -5
  UTC│extract│text:decade¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 202
  UTC│extract│text:decade¦date:2000-12-31│= numeric 200
  UTC│extract│text:decade¦time:10:11:12.5│! unit "decade" not supported for type time without time zone
  UTC│extract│text:decade¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 0
  UTC│extract│text:decade¦interval:-1 year 3 days -04:05:06.5│= numeric 0
  UTC│extract│text:century¦timestamp:2021-11-30 12:34:56.789123│= numeric 21
  UTC│extract│text:century¦timestamp:2021-01-03 00:00│= numeric 21
  UTC│extract│text:century¦timestamp:0044-03-15 BC│= numeric -1
  UTC│extract│text:century¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 21
  UTC│extract│text:century¦date:2000-12-31│= numeric 20
  UTC│extract│text:century¦time:10:11:12.5│! unit "century" not supported for type time without time zone
  UTC│extract│text:century¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 0
  UTC│extract│text:century¦interval:-1 year 3 days -04:05:06.5│= numeric 0
  UTC│extract│text:millennium¦timestamp:2021-11-30 12:34:56.789123│= numeric 3
  UTC│extract│text:millennium¦timestamp:2021-01-03 00:00│= numeric 3
  UTC│extract│text:millennium¦timestamp:0044-03-15 BC│= numeric -1
  UTC│extract│text:millennium¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 3
  UTC│extract│text:millennium¦date:2000-12-31│= numeric 2
  UTC│extract│text:millennium¦time:10:11:12.5│! unit "millennium" not supported for type time without time zone
  UTC│extract│text:millennium¦interval:1 year 14 mons 3 days 04:05:06.5│= numeric 0
  UTC│extract│text:millennium¦interval:-1 year 3 days -04:05:06.5│= numeric 0
  UTC│extract│text:foo¦timestamp:2021-11-30 12:34:56.789123│! unit "foo" not recognized for type timestamp without time zone
  UTC│extract│text:foo¦timestamp:2021-01-03 00:00│! unit "foo" not recognized for type timestamp without time zone
  UTC│extract│text:foo¦timestamp:0044-03-15 BC│! unit "foo" not recognized for type timestamp without time zone
  UTC│extract│text:foo¦timestamptz:2021-11-30 12:34:56.5+00│! unit "foo" not recognized for type timestamp with time zone
  UTC│extract│text:foo¦date:2000-12-31│! unit "foo" not recognized for type date
  UTC│extract│text:foo¦time:10:11:12.5│! unit "foo" not recognized for type time without time zone
  UTC│extract│text:foo¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "foo" not recognized for type interval
  UTC│extract│text:foo¦interval:-1 year 3 days -04:05:06.5│! unit "foo" not recognized for type interval
  UTC│extract│text:timezone¦timestamp:2021-11-30 12:34:56.789123│! unit "timezone" not supported for type timestamp without time zone
  UTC│extract│text:timezone¦timestamp:2021-01-03 00:00│! unit "timezone" not supported for type timestamp without time zone
  UTC│extract│text:timezone¦timestamp:0044-03-15 BC│! unit "timezone" not supported for type timestamp without time zone
  UTC│extract│text:timezone¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 0
  America/New_York│extract│text:timezone¦timestamptz:2021-11-30 12:34:56.5+00│= numeric -18000
  UTC│extract│text:timezone¦date:2000-12-31│! unit "timezone" not supported for type date
  UTC│extract│text:timezone¦time:10:11:12.5│! unit "timezone" not supported for type time without time zone
  UTC│extract│text:timezone¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "timezone" not supported for type interval
  UTC│extract│text:timezone¦interval:-1 year 3 days -04:05:06.5│! unit "timezone" not supported for type interval
  UTC│extract│text:julian¦timestamp:2021-11-30 12:34:56.789123│= numeric 2459549.52426839262731481481
  UTC│extract│text:julian¦timestamp:2021-01-03 00:00│= numeric 2459218.0000000000000000000000000000
  UTC│extract│text:julian¦timestamp:0044-03-15 BC│= numeric 1705428.0000000000000000000000000000
  UTC│extract│text:julian¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 2459549.52426504629629629630
  America/New_York│extract│text:julian¦timestamptz:2021-11-30 12:34:56.5+00│= numeric 2459549.31593171296296296296
  UTC│extract│text:julian¦date:2000-12-31│= numeric 2451910
  UTC│extract│text:julian¦time:10:11:12.5│! unit "julian" not supported for type time without time zone
  UTC│extract│text:julian¦interval:1 year 14 mons 3 days 04:05:06.5│! unit "julian" not supported for type interval
  UTC│extract│text:julian¦interval:-1 year 3 days -04:05:06.5│! unit "julian" not supported for type interval
  UTC│date_part│text:epoch¦timestamp:2021-11-30 12:34:56.5│= double precision 1638275696.5
  UTC│date_part│text:dow¦date:2021-11-30│= double precision 2
  UTC│timezone│text:UTC¦timestamptz:2021-11-07 05:30:00+00│= timestamp 2021-11-07 05:30:00
  UTC│timezone│text:UTC¦timestamp:2021-11-07 01:30:00│= timestamptz 2021-11-07 01:30:00+00
  America/New_York│timezone│text:UTC¦timestamp:2021-11-07 01:30:00│= timestamptz 2021-11-06 21:30:00-04
  UTC│timezone│text:UTC¦timestamp:2021-03-14 02:30:00│= timestamptz 2021-03-14 02:30:00+00
  America/New_York│timezone│text:UTC¦timestamp:2021-03-14 02:30:00│= timestamptz 2021-03-13 21:30:00-05
  UTC│timezone│text:Asia/Kolkata¦timestamptz:2021-11-07 05:30:00+00│= timestamp 2021-11-07 11:00:00
  UTC│timezone│text:Asia/Kolkata¦timestamp:2021-11-07 01:30:00│= timestamptz 2021-11-06 20:00:00+00
  America/New_York│timezone│text:Asia/Kolkata¦timestamp:2021-11-07 01:30:00│= timestamptz 2021-11-06 16:00:00-04
  UTC│timezone│text:Asia/Kolkata¦timestamp:2021-03-14 02:30:00│= timestamptz 2021-03-13 21:00:00+00
  America/New_York│timezone│text:Asia/Kolkata¦timestamp:2021-03-14 02:30:00│= timestamptz 2021-03-13 16:00:00-05
  UTC│timezone│text:America/New_York¦timestamptz:2021-11-07 05:30:00+00│= timestamp 2021-11-07 01:30:00
  UTC│timezone│text:America/New_York¦timestamp:2021-11-07 01:30:00│= timestamptz 2021-11-07 06:30:00+00
  America/New_York│timezone│text:America/New_York¦timestamp:2021-11-07 01:30:00│= timestamptz 2021-11-07 01:30:00-05
  UTC│timezone│text:America/New_York¦timestamp:2021-03-14 02:30:00│= timestamptz 2021-03-14 07:30:00+00
  America/New_York│timezone│text:America/New_York¦timestamp:2021-03-14 02:30:00│= timestamptz 2021-03-14 03:30:00-04
  UTC│to_timestamp│double precision:0│= timestamptz 1970-01-01 00:00:00+00
  America/New_York│to_timestamp│double precision:0│= timestamptz 1969-12-31 19:00:00-05
  UTC│to_timestamp│double precision:1638230400.5│= timestamptz 2021-11-30 00:00:00.5+00
  America/New_York│to_timestamp│double precision:1638230400.5│= timestamptz 2021-11-29 19:00:00.5-05
  UTC│to_timestamp│double precision:-1.25│= timestamptz 1969-12-31 23:59:58.75+00
  America/New_York│to_timestamp│double precision:-1.25│= timestamptz 1969-12-31 18:59:58.75-05
  UTC│to_timestamp│double precision:Infinity│= timestamptz infinity
  UTC│justify_interval│interval:30 days 25 hours│= interval 1 mon 1 day 01:00:00
  UTC│justify_interval│interval:1 mon -1 hour│= interval 29 days 23:00:00
  UTC│->│jsonb:{"a":{"b":1},"c":"x","n":null}¦text:a│= jsonb {"b": 1}
  UTC│->>│jsonb:{"a":{"b":1},"c":"x","n":null}¦text:a│= text {"b": 1}
  UTC│->>│json:{"a":{"b":1},"c":"x","n":null}¦text:a│= text {"b":1}
  UTC│->│json:{"a":{"b":1},"c":"x","n":null}¦text:a│= json {"b":1}
  UTC│->│jsonb:{"a":{"b":1},"c":"x\u00e9","n":null}¦text:c│= jsonb "xé"
  UTC│->>│jsonb:{"a":{"b":1},"c":"x\u00e9","n":null}¦text:c│= text xé
  UTC│->>│json:{"a":{"b":1},"c":"x\u00e9","n":null}¦text:c│= text xé
  UTC│->│json:{"a":{"b":1},"c":"x\u00e9","n":null}¦text:c│= json "x\u00e9"
  UTC│->│jsonb:{"n":null}¦text:n│= jsonb null
  UTC│->>│jsonb:{"n":null}¦text:n│= text NULL
  UTC│->>│json:{"n":null}¦text:n│= text NULL
  UTC│->│json:{"n":null}¦text:n│= json null
  UTC│->│jsonb:{"n":null}¦text:z│= jsonb NULL
  UTC│->>│jsonb:{"n":null}¦text:z│= text NULL
  UTC│->>│json:{"n":null}¦text:z│= text NULL
  UTC│->│json:{"n":null}¦text:z│= json NULL
  UTC│->│jsonb:[1,2]¦text:a│= jsonb NULL
  UTC│->>│jsonb:[1,2]¦text:a│= text NULL
  UTC│->>│json:[1,2]¦text:a│= text NULL
  UTC│->│json:[1,2]¦text:a│= json NULL
  UTC│->│jsonb:[1,"b",null]¦integer:0│= jsonb 1
  UTC│->>│jsonb:[1,"b",null]¦integer:0│= text 1
  UTC│->│jsonb:[1,"b",null]¦integer:1│= jsonb "b"
  UTC│->>│jsonb:[1,"b",null]¦integer:1│= text b
  UTC│->│jsonb:[1,"b",null]¦integer:2│= jsonb null
  UTC│->>│jsonb:[1,"b",null]¦integer:2│= text NULL
  UTC│->│jsonb:[1,"b",null]¦integer:-1│= jsonb null
  UTC│->>│jsonb:[1,"b",null]¦integer:-1│= text NULL
  UTC│->│jsonb:[1,"b",null]¦integer:3│= jsonb NULL
  UTC│->>│jsonb:[1,"b",null]¦integer:3│= text NULL
  UTC│->│jsonb:{"a":1}¦integer:0│= jsonb NULL
  UTC│->>│jsonb:{"a":1}¦integer:0│= text NULL
  UTC│lpad│text:hi¦integer:5¦text:xy│= text xyxhi
  UTC│rpad│text:hi¦integer:5¦text:xy│= text hixyx
  UTC│lpad│text:hi¦integer:5│= text    hi
  UTC│rpad│text:hi¦integer:5│= text hi   
  UTC│lpad│text:hello¦integer:2│= text he
  UTC│rpad│text:hello¦integer:2¦text:x│= text he
  UTC│lpad│text:hi¦integer:5¦text:│= text hi
  UTC│rpad│text:hi¦integer:5¦text:│= text hi
  UTC│lpad│text:hi¦integer:0¦text:x│= text 
  UTC│lpad│text:hi¦integer:-1│= text 
  UTC│lpad│text:äö¦integer:3¦text:ü│= text üäö
  UTC│rpad│text:äö¦integer:6¦text:üx│= text äöüxüx
  UTC│lpad│text:¦integer:3¦text:ab│= text aba
  UTC│lpad│text:NULL¦integer:3¦text:ab│= text NULL
  UTC│lpad│text:a¦integer:NULL│= text NULL
  UTC│lpad│text:a¦integer:2147483647│! requested length too large
  """##
