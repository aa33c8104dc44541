"""Hashes as data: by the other back end's bcryptjs 2.4.3 ($2a$) and 3.0 ($2b$, $2y$), and by argon2-cffi."""

# Passwords and hashes made for these tests; no account has them.
PASSWORD = "correct horse"  # noqa: S105 -- as above

BCRYPTJS = (
    ("correct horse", "$2a$04$WFFpkueAgPvWBhgSviruaOYrxBRMD3DwsObAn3rUYMLyN7aw0S0me"),
    ("correct horse", "$2b$04$Eq615OoClX79A6aCaQq2POHtY950kddZ385f6DH6BldKHQDHIxjvK"),
    ("correct horse", "$2y$04$Zvu60hCl3wKUiUxlyk74EuL3OWb4qgCWlVIbD.xOKpfBpmE36tkf6"),
    ("Pârolă 🎟 ünïcode", "$2a$04$CK1JVRBjMZh.DrdTD7BACeLss8RAoYct.DGEOq8L5OZTvKkgQ5KDa"),
    ("Pârolă 🎟 ünïcode", "$2b$04$E2k6Qama0Issur/odcLVs.9Wj7NVXOwZkSx9LrWa3EaU1SnSuS9eC"),
    ("Pârolă 🎟 ünïcode", "$2y$04$WowdamJOXgYHtwLYCaDx0OF/46DiVxKGowgLIUTn/bfKVBT15ZKGe"),
    ("a" * 71 + "ßx" * 20, "$2a$04$wpKRropRSgizZKr7s2VcGeVfP26sDV6BSz3hGZptzQ.HqgJgHGYk6"),
    ("a" * 71 + "ßx" * 20, "$2b$04$pcVaIuk59rhdluKY1J621.aWoG59z1MVnzsKnQeS4C0byPJYGpm6y"),
    ("a" * 71 + "ßx" * 20, "$2y$04$E9IzvxY71RaeCv0DoSt/b.QC1scd./w2AptpI7H4w83eEr0CHZKTG"),
    ("é" * 36 + "tail", "$2a$04$EmmPbgsijN0fr7pe.IW1RejFmcVM7yGHniu6IyjD9lv1B6GZBkGpm"),
    ("é" * 36 + "tail", "$2b$04$I/73WsytRmTIPzeBeQCglOHRyMDendqRj5ClnYZm6H0jt.dAKzJRK"),
    ("é" * 36 + "tail", "$2y$04$V9yp9HGaXi7MbG/LfzdCjOhbTS9/NoKBR52TkKhEATrEBiEj20Qau"),
    ("before\0after", "$2a$04$mQDRkRS4g7EvILIQ8vn85.yxw1c5DIJry6Usm6iKL7aoR8o5mbr/a"),
    ("before\0after", "$2b$04$lVFUW7YcObbdc5LymaCUOeDJOkrQ9Tu8NxQ2DMzO5gPv/PIrMQVGW"),
    ("before\0after", "$2y$04$HF1cgMnRvjS0dt6P6l0C3ukfnaVoVm7hNeGctrjI.EVRoiKVbv9s."),
    ("correct horse", "$2a$10$xLgJndoeRkzcgQWHDOc9M.wemkRrYxTeBmeLaU5tVN7tkwItX293m"),
    ("correct horse", "$2b$10$Wd4YTiC.WMPxb3ne3OFEhOEgvaxBjj4Vyh2ZibVsf1VKUAJmjjza."),
)

OURS = "$argon2id$v=19$m=65536,t=3,p=4$0y4cuuuyNxq0HbhRWfMtBw$vuHcBAJeVLMDDkA8HWJEimRScLHmiNglG2yR+8ja6wI"
WEAK = "$argon2id$v=19$m=1024,t=1,p=1$dvsQ5R5Niut5Pct3q/IWIg$sD2j+eyyNzHRnLD0BBTwzagNk5RDJjYj+wE22EJuYfo"
STRONG = "$argon2id$v=19$m=65536,t=4,p=1$eROqCpSMG4CTxfMLdgrTSw$QbnaU7eiXIV/hgjBH3pAgDG8P4hQDjyZnOMMILaLp8U"
# Of "short".
WEAK_AND_SHORT = (
    "$argon2id$v=19$m=1024,t=1,p=1$nsiJos36QpRB4J5Sx4Tppw$6pFI04YgU/H+GzwcMaZAvvynSp9bIFA7y1FZW4JNByA"
)
ARGON2I = "$argon2i$v=19$m=1024,t=1,p=1$yKynhkqrxxsR9b1iCNJSeQ$3d3plU5iHBeOjNDWOknwcn3gK2+/bOmOlwgQPKhiJqc"
