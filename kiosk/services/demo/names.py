"""Sixty people for the demo, with names in the scripts and lengths of real guest lists."""

DEMO_NAMES = (
    "Ana Ionescu", "Ștefan Țepeș", "Maria Popescu", "Zoë Müller", "Łukasz Wójcik",
    "Nguyễn Thị Minh Anh", "José García Fernández", "Siobhán Ní Dhomhnaill", "Jürgen Groß",
    "Chloé Lefèvre", "Ольга Смирнова",
    "Дмитрий Иванов", "Ελένη Παπαδοπούλου", "محمد الأحمد", "יעל כהן",
    "田中 さくら", "김민준", "王芳",
    "Priya Raghunathan", "Arjun Mehta", "Fatima Zahra Benali", "Kwame Mensah",
    "Thandiwe Nkosi", "Björk Jónsdóttir", "Åsa Lindström", "Søren Kjær", "Aino Virtanen",
    "Jānis Bērziņš", "Ieva Kazlauskaitė", "Mihály Szűcs", "Petra Dvořáková", "Ivana Šimić",
    "Dragan Đorđević", "Elif Yılmaz", "Mehmet Öztürk", "Nino Beridze", "Aram Petrosyan",
    "Leila Hosseini", "Somchai Srisuk", "Putu Ayu Lestari", "Hemi Ngata", "Kalani Kealoha",
    "João Conceição", "Inês Gonçalves", "Lucía Muñoz", "Mateo Rodríguez", "Valentina Rojas",
    "Diego Hernández", "Emma Johnson", "Liam O'Brien", "Noah van der Berg", "Sofie De Smet",
    "Giulia Rossi", "Matteo D'Angelo", "Anne-Marie Saint-Clair", "Maximilian von Hohenlohe-Bartenstein",
    "Grace Kim", "Omar Haddad", "Ruth Adeyemi", "Victor Dumitrescu",
)  # fmt: skip
