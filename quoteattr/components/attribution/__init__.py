"""Attribution: who is reported to have said what; the encoder, the structural rules, the assembly."""
