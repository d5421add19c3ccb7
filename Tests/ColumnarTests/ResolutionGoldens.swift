/// Result types of calls in PostgreSQL 15, `name│type│arguments;…`. `unknown` is a bare literal; other combinations
/// have no overload there. Left out: what Millrace does not have (jsonb's order and operators, numeric powers and roots).
let resolutionGoldens = #"""
  +│smallint│smallint,smallint;smallint,unknown;unknown,smallint
  +│integer│smallint,integer;integer,smallint;integer,integer;integer,unknown;unknown,integer
  +│bigint│smallint,bigint;integer,bigint;bigint,smallint;bigint,integer;bigint,bigint;bigint,unknown;unknown,bigint
  +│numeric│smallint,numeric;integer,numeric;bigint,numeric;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,unknown;unknown,numeric
  +│double precision│smallint,real;smallint,double;integer,real;integer,double;bigint,real;bigint,double;numeric,real;numeric,double;real,smallint;real,integer;real,bigint;real,numeric;real,double;double,smallint;double,integer;double,bigint;double,numeric;double,real;double,double;double,unknown;unknown,double
  +│date│smallint,date;integer,date;date,smallint;date,integer
  +│real│real,real;real,unknown;unknown,real
  +│timestamp│date,time;date,interval;time,date;time,timestamp;timestamp,time;timestamp,interval;timestamp,unknown;interval,date;interval,timestamp;unknown,timestamp
  +│ambiguous│date,unknown;time,time;unknown,date;unknown,unknown
  +│timestamptz│time,timestamptz;timestamptz,time;timestamptz,interval;timestamptz,unknown;interval,timestamptz;unknown,timestamptz
  +│time│time,interval;time,unknown;interval,time;unknown,time
  +│interval│interval,interval;interval,unknown;unknown,interval
  -│smallint│smallint,smallint;smallint,unknown;unknown,smallint
  -│integer│smallint,integer;integer,smallint;integer,integer;integer,unknown;date,date;date,unknown;unknown,integer;unknown,date
  -│bigint│smallint,bigint;integer,bigint;bigint,smallint;bigint,integer;bigint,bigint;bigint,unknown;unknown,bigint
  -│numeric│smallint,numeric;integer,numeric;bigint,numeric;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,unknown;unknown,numeric
  -│double precision│smallint,real;smallint,double;integer,real;integer,double;bigint,real;bigint,double;numeric,real;numeric,double;real,smallint;real,integer;real,bigint;real,numeric;real,double;double,smallint;double,integer;double,bigint;double,numeric;double,real;double,double;double,unknown;unknown,double
  -│real│real,real;real,unknown;unknown,real
  -│date│date,smallint;date,integer
  -│timestamp│date,time;date,interval;timestamp,time;timestamp,interval
  -│interval│date,timestamp;date,timestamptz;time,time;time,unknown;timestamp,date;timestamp,timestamp;timestamp,timestamptz;timestamp,unknown;timestamptz,date;timestamptz,timestamp;timestamptz,timestamptz;timestamptz,unknown;interval,time;interval,interval;interval,unknown;unknown,time;unknown,timestamp;unknown,timestamptz;unknown,interval
  -│time│time,interval
  -│timestamptz│timestamptz,time;timestamptz,interval
  -│ambiguous│unknown,unknown
  *│smallint│smallint,smallint;smallint,unknown;unknown,smallint
  *│integer│smallint,integer;integer,smallint;integer,integer;integer,unknown;unknown,integer
  *│bigint│smallint,bigint;integer,bigint;bigint,smallint;bigint,integer;bigint,bigint;bigint,unknown;unknown,bigint
  *│numeric│smallint,numeric;integer,numeric;bigint,numeric;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,unknown;unknown,numeric
  *│double precision│smallint,real;smallint,double;integer,real;integer,double;bigint,real;bigint,double;numeric,real;numeric,double;real,smallint;real,integer;real,bigint;real,numeric;real,double;double,smallint;double,integer;double,bigint;double,numeric;double,real;double,double;double,unknown;unknown,double
  *│interval│smallint,time;smallint,interval;integer,time;integer,interval;bigint,time;bigint,interval;numeric,time;numeric,interval;real,time;real,interval;double,time;double,interval;time,smallint;time,integer;time,bigint;time,numeric;time,real;time,double;time,unknown;interval,smallint;interval,integer;interval,bigint;interval,numeric;interval,real;interval,double;interval,unknown;unknown,time;unknown,interval
  *│real│real,real;real,unknown;unknown,real
  *│ambiguous│unknown,unknown
  /│smallint│smallint,smallint;smallint,unknown;unknown,smallint
  /│integer│smallint,integer;integer,smallint;integer,integer;integer,unknown;unknown,integer
  /│bigint│smallint,bigint;integer,bigint;bigint,smallint;bigint,integer;bigint,bigint;bigint,unknown;unknown,bigint
  /│numeric│smallint,numeric;integer,numeric;bigint,numeric;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,unknown;unknown,numeric
  /│double precision│smallint,real;smallint,double;integer,real;integer,double;bigint,real;bigint,double;numeric,real;numeric,double;real,smallint;real,integer;real,bigint;real,numeric;real,double;double,smallint;double,integer;double,bigint;double,numeric;double,real;double,double;double,unknown;unknown,double
  /│real│real,real;real,unknown;unknown,real
  /│interval│time,smallint;time,integer;time,bigint;time,numeric;time,real;time,double;time,unknown;interval,smallint;interval,integer;interval,bigint;interval,numeric;interval,real;interval,double;interval,unknown
  /│ambiguous│unknown,unknown
  %│smallint│smallint,smallint;smallint,unknown;unknown,smallint
  %│integer│smallint,integer;integer,smallint;integer,integer;integer,unknown;unknown,integer
  %│bigint│smallint,bigint;integer,bigint;bigint,smallint;bigint,integer;bigint,bigint;bigint,unknown;unknown,bigint
  %│numeric│smallint,numeric;integer,numeric;bigint,numeric;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,unknown;unknown,numeric
  %│ambiguous│unknown,unknown
  =│boolean│smallint,smallint;smallint,integer;smallint,bigint;smallint,numeric;smallint,real;smallint,double;smallint,unknown;integer,smallint;integer,integer;integer,bigint;integer,numeric;integer,real;integer,double;integer,unknown;bigint,smallint;bigint,integer;bigint,bigint;bigint,numeric;bigint,real;bigint,double;bigint,unknown;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,real;numeric,double;numeric,unknown;real,smallint;real,integer;real,bigint;real,numeric;real,real;real,double;real,unknown;double,smallint;double,integer;double,bigint;double,numeric;double,real;double,double;double,unknown;text,text;text,varchar;text,unknown;varchar,text;varchar,varchar;varchar,unknown;boolean,boolean;boolean,unknown;date,date;date,timestamp;date,timestamptz;date,unknown;time,time;time,interval;time,unknown;timestamp,date;timestamp,timestamp;timestamp,timestamptz;timestamp,unknown;timestamptz,date;timestamptz,timestamp;timestamptz,timestamptz;timestamptz,unknown;interval,time;interval,interval;interval,unknown;uuid,uuid;uuid,unknown;bytea,bytea;bytea,unknown;jsonb,jsonb;jsonb,unknown;unknown,smallint;unknown,integer;unknown,bigint;unknown,numeric;unknown,real;unknown,double;unknown,text;unknown,varchar;unknown,boolean;unknown,date;unknown,time;unknown,timestamp;unknown,timestamptz;unknown,interval;unknown,uuid;unknown,bytea;unknown,jsonb;unknown,unknown
  <│boolean│smallint,smallint;smallint,integer;smallint,bigint;smallint,numeric;smallint,real;smallint,double;smallint,unknown;integer,smallint;integer,integer;integer,bigint;integer,numeric;integer,real;integer,double;integer,unknown;bigint,smallint;bigint,integer;bigint,bigint;bigint,numeric;bigint,real;bigint,double;bigint,unknown;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,real;numeric,double;numeric,unknown;real,smallint;real,integer;real,bigint;real,numeric;real,real;real,double;real,unknown;double,smallint;double,integer;double,bigint;double,numeric;double,real;double,double;double,unknown;text,text;text,varchar;text,unknown;varchar,text;varchar,varchar;varchar,unknown;boolean,boolean;boolean,unknown;date,date;date,timestamp;date,timestamptz;date,unknown;time,time;time,interval;time,unknown;timestamp,date;timestamp,timestamp;timestamp,timestamptz;timestamp,unknown;timestamptz,date;timestamptz,timestamp;timestamptz,timestamptz;timestamptz,unknown;interval,time;interval,interval;interval,unknown;uuid,uuid;uuid,unknown;bytea,bytea;bytea,unknown;unknown,smallint;unknown,integer;unknown,bigint;unknown,numeric;unknown,real;unknown,double;unknown,text;unknown,varchar;unknown,boolean;unknown,date;unknown,time;unknown,timestamp;unknown,timestamptz;unknown,interval;unknown,uuid;unknown,bytea;unknown,unknown
  ||│text│smallint,text;smallint,varchar;smallint,unknown;integer,text;integer,varchar;integer,unknown;bigint,text;bigint,varchar;bigint,unknown;numeric,text;numeric,varchar;numeric,unknown;real,text;real,varchar;real,unknown;double,text;double,varchar;double,unknown;text,smallint;text,integer;text,bigint;text,numeric;text,real;text,double;text,text;text,varchar;text,boolean;text,date;text,time;text,timestamp;text,timestamptz;text,interval;text,uuid;text,bytea;text,jsonb;text,unknown;varchar,smallint;varchar,integer;varchar,bigint;varchar,numeric;varchar,real;varchar,double;varchar,text;varchar,varchar;varchar,boolean;varchar,date;varchar,time;varchar,timestamp;varchar,timestamptz;varchar,interval;varchar,uuid;varchar,bytea;varchar,jsonb;varchar,unknown;boolean,text;boolean,varchar;boolean,unknown;date,text;date,varchar;date,unknown;time,text;time,varchar;time,unknown;timestamp,text;timestamp,varchar;timestamp,unknown;timestamptz,text;timestamptz,varchar;timestamptz,unknown;interval,text;interval,varchar;interval,unknown;uuid,text;uuid,varchar;uuid,unknown;bytea,text;bytea,varchar;jsonb,text;jsonb,varchar;unknown,smallint;unknown,integer;unknown,bigint;unknown,numeric;unknown,real;unknown,double;unknown,text;unknown,varchar;unknown,boolean;unknown,date;unknown,time;unknown,timestamp;unknown,timestamptz;unknown,interval;unknown,uuid;unknown,unknown
  ||│bytea│bytea,bytea;bytea,unknown;unknown,bytea
  -│smallint│smallint
  -│integer│integer
  -│bigint│bigint
  -│numeric│numeric
  -│real│real
  -│double precision│double
  -│interval│time;interval
  -│ambiguous│unknown
  +│smallint│smallint
  +│integer│integer
  +│bigint│bigint
  +│numeric│numeric
  +│real│real
  +│double precision│double;unknown
  abs│smallint│smallint
  abs│integer│integer
  abs│bigint│bigint
  abs│numeric│numeric
  abs│real│real
  abs│double precision│double;unknown
  round│double precision│smallint;integer;bigint;real;double;unknown
  round│numeric│numeric
  floor│double precision│smallint;integer;bigint;real;double;unknown
  floor│numeric│numeric
  sqrt│double precision│smallint;integer;bigint;real;double;unknown
  length│integer│text;varchar;bytea;unknown
  lower│text│text;varchar;unknown
  sign│double precision│smallint;integer;bigint;real;double;unknown
  sign│numeric│numeric
  octet_length│integer│text;varchar;bytea;unknown
  justify_interval│interval│time;interval;unknown
  to_timestamp│timestamptz│smallint;integer;bigint;numeric;real;double;unknown
  ceil│double precision│smallint;integer;bigint;real;double;unknown
  ceil│numeric│numeric
  exp│double precision│smallint;integer;bigint;real;double;unknown
  round│numeric│unknown,smallint;unknown,integer;unknown,unknown;integer,smallint;integer,integer;integer,unknown;numeric,smallint;numeric,integer;numeric,unknown;smallint,smallint;smallint,integer;smallint,unknown
  mod│smallint│unknown,smallint;smallint,smallint;smallint,unknown
  mod│integer│unknown,integer;integer,smallint;integer,integer;integer,unknown;smallint,integer
  mod│bigint│unknown,bigint;integer,bigint;smallint,bigint
  mod│numeric│unknown,numeric;integer,numeric;numeric,smallint;numeric,integer;numeric,bigint;numeric,numeric;numeric,unknown;smallint,numeric
  mod│ambiguous│unknown,unknown
  power│double precision│unknown,smallint;unknown,integer;unknown,bigint;unknown,real;unknown,double;unknown,unknown;integer,smallint;integer,integer;integer,bigint;integer,real;integer,double;integer,unknown;numeric,real;numeric,double;double,smallint;double,integer;double,bigint;double,numeric;double,real;double,double;double,unknown;smallint,smallint;smallint,integer;smallint,bigint;smallint,real;smallint,double;smallint,unknown
  date_trunc│timestamptz│text,date;text,timestamptz;unknown,date;unknown,timestamptz
  date_trunc│interval│text,time;text,interval;unknown,time;unknown,interval
  date_trunc│timestamp│text,timestamp;unknown,timestamp
  date_trunc│ambiguous│text,unknown;unknown,unknown
  date_part│double precision│text,date;text,time;text,timestamp;text,timestamptz;text,interval;unknown,date;unknown,time;unknown,timestamp;unknown,timestamptz;unknown,interval
  date_part│ambiguous│text,unknown;unknown,unknown
  timezone│timestamp│text,date;text,timestamptz;text,unknown;unknown,date;unknown,timestamptz;unknown,unknown
  timezone│timestamptz│text,timestamp;unknown,timestamp
  left│text│text,smallint;text,integer;text,unknown;unknown,smallint;unknown,integer;unknown,unknown
  strpos│integer│text,text;text,varchar;text,unknown;unknown,text;unknown,varchar;unknown,unknown
  btrim│text│text,text;text,varchar;text,unknown;unknown,text;unknown,varchar;unknown,unknown
  starts_with│boolean│text,text;text,varchar;text,unknown;unknown,text;unknown,varchar;unknown,unknown
  """#
