SELECT a FROM t WHERE event = contact form;
