SELECT a.x FROM a ASOF JOIN b ON a.id = b.id AND a.at >= b.at;
