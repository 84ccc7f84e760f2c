"""Practice: the band that marks every screen of it, and the lesson that watches the learner's hands."""
