"""换届选举: from the notice six months before to the reply on the result, with its documents."""
