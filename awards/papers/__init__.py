"""Papers of awards: plain values in, content out; registered in awards/documents.py."""
