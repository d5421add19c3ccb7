SELECT $tag$ abc FROM events;
