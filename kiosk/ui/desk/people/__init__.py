"""The desk's pages of people: their list, one of them, an import, passes on paper."""
