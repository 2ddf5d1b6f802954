"""The screens that are looked at: where each is, how one comes to it, and its name."""

from dataclasses import dataclass

UNKNOWN_CODE = "0000-0000-0000-0"
ROW = ".listing td a"
PERSON = ".sheet-table tbody a"
PEOPLE_OF_WORK = "main a[href*='/tugas/']:not([href*='/penilaian/tugas/'])"
III = "/admin/angkatan/angkatan-iii-2019"
TIMETABLE = f"{III}/jadwal/"
ROLL = "main a[href*='angkatan-iii-2019/sesi/']"
OPEN_ROLL = f"{ROLL}:has-text('Seminar Hasil')"


@dataclass(frozen=True)
class Screen:
    """An address, the links to follow from there, and how the title must then begin."""

    address: str
    title: str
    via: tuple[str, ...] = ()
    status: int = 200


STRANGER = (
    Screen("/", "Beranda"),
    Screen("/katalog/", "Katalog"),
    Screen("/katalog/whole-of-government/", "Whole of Government"),
    Screen("/verifikasi/", "Verifikasi sertifikat"),
    Screen("/verifikasi/?kode=7K2M", "Verifikasi sertifikat"),
    Screen(f"/verifikasi/{UNKNOWN_CODE}/", "Sertifikat tidak ditemukan", status=404),
    Screen("/tidak-ada/", "Halaman ini tidak ada", status=404),
    Screen("/akun/login/", "Masuk"),
    Screen("/akun/signup/", "Akun dibuat dari daftar peserta"),
    Screen("/akun/password/reset/", "Atur ulang kata sandi"),
    Screen("/akun/password/reset/done/", "Periksa surel Anda"),
    Screen("/akun/password/reset/key/1-x/", "Pilih kata sandi baru"),
    Screen("/akun/undangan/AA/x-x/", "Undangan ini sudah tidak berlaku", status=410),
)
WOG = "/katalog/whole-of-government/"
QUIZ = f"{WOG}kuis/"
DESK = Screen("/belajar/", "Belajar")
MINE, MINE_I = "/belajar/angkatan-iii-2019/", "/belajar/angkatan-i-2019/"
AKTUALISASI = (
    ("", "Aktualisasi"),
    ("isu/", "Isu di tempat kerja"),
    ("isu/baru/", "Isu"),
    ("isu-utama/", "Isu utama"),
    ("sebab/", "Penyebab isu utama"),
    ("gagasan/", "Gagasan kreatif"),
    ("kegiatan/", "Kegiatan"),
    ("kegiatan/baru/", "Kegiatan"),
    ("persetujuan/", "Persetujuan rancangan"),
)
# On one's way through the workplace.
WEEKS = (
    ("minggu/", "Laporan mingguan"),
    ("minggu/1/", "Laporan mingguan"),
    ("realisasi/", "Realisasi"),
    ("laporan/", "Laporan aktualisasi"),
    ("cetak/", "Dokumen untuk dicetak"),
)
# The demonstration's people, two of each cohort: certified, (nearly) done, midway, begun, waiting.
TRAINEES = {
    0: (
        DESK,
        Screen("/belajar/", "Sertifikat", via=("main a[href^='/sertifikat/']",)),
        Screen("/belajar/angkatan-i-2019/", "Angkatan I Tahun 2019"),
        Screen("/katalog/whole-of-government/mengapa-wog/", "Mengapa WoG"),
        Screen(
            "/katalog/whole-of-government/kategori-hubungan-kelembagaan/",
            "Kategori hubungan kelembagaan",
        ),
        Screen(QUIZ, "Kuis Whole of Government"),
        Screen(QUIZ, "Hasil: Kuis", via=("main a[href$='/hasil/']",)),
        Screen(f"{WOG}tugas-kasus/", "Tugas kasus"),
        Screen(f"{WOG}jurnal-belajar/", "Jurnal belajar"),
        Screen(f"{MINE_I}kehadiran/", "Kehadiran saya"),
        *(Screen(f"{MINE_I}aktualisasi/{step}", title) for step, title in WEEKS),
        Screen(f"{MINE_I}nilai/", "Nilai saya"),
    ),
    2: (DESK,),
    3: (DESK,),
    4: (
        DESK,
        Screen("/", "Beranda"),
        Screen("/katalog/", "Katalog"),
        Screen("/katalog/whole-of-government/", "Whole of Government"),
        Screen("/belajar/angkatan-iii-2019/", "Angkatan III Tahun 2019"),
        Screen("/belajar/", "", via=(".card-next a.button",)),
        Screen("/belajar/", "", via=("[aria-labelledby=came-back] a",)),
        Screen("/belajar/catatan/", "Catatan saya"),
        Screen("/belajar/angkatan-iii-2019/diskusi/", "Diskusi"),
        Screen("/belajar/angkatan-iii-2019/diskusi/tanya/", "Ajukan pertanyaan"),
        Screen(QUIZ, "Kuis Whole of Government"),
        Screen(f"{WOG}tugas-kasus/", "Tugas kasus"),
        Screen(f"{WOG}jurnal-belajar/", "Jurnal belajar"),
        Screen("/akun/", "Akun"),
        Screen("/akun/password/change/", "Ubah kata sandi"),
        Screen("/akun/logout/", "Keluar"),
        Screen("/belajar/angkatan-i-2019/", "Halaman ini tidak ada", status=404),
        Screen("/belajar/kalender/", "Kalender saya"),
        Screen(f"{MINE}jadwal/", "Jadwal"),
        Screen(f"{MINE}jadwal/", "", via=("main a[href*='/sesi/']",)),
        Screen(f"{MINE}kehadiran/", "Kehadiran saya"),
        Screen(f"{MINE}konsultasi/", "Coaching dan mentor"),
        Screen(f"{MINE}nilai/", "Nilai saya"),
        *(Screen(f"{MINE}aktualisasi/{step}", title) for step, title in AKTUALISASI),
    ),
    7: (DESK,),
    8: (DESK, Screen("/belajar/angkatan-v-2019/", "Angkatan V Tahun 2019")),
}
DASHBOARD = Screen("/admin/", "Dasbor")
COURSES = "/admin/angkatan/pelatihan/"
COURSE = "main tbody tr:has-text('Whole of Government') a"
ACTIVITIES = "/admin/angkatan/angkatan-iii-2019/kegiatan/"
ACTIVITY = "main tbody th a"
GRADED = "main tr:has-text('Kuis Whole') th a"
QUIZZES = "/admin/angkatan/angkatan-ii-2019/kuis/"
WRITING = (
    Screen(COURSES, "Mata pelatihan"),
    Screen(COURSES, "Whole of Government", via=(COURSE,)),
    Screen("/admin/soal/", "Soal"),
    Screen("/admin/soal/?q=zzz", "Soal"),
    Screen("/admin/soal/", "", via=(ROW,)),
    Screen("/admin/soal/", "Ubah soal", via=(ROW, "main a[href$='/ubah/']")),
    Screen("/admin/soal/baru/", "Soal baru"),
    Screen("/admin/angkatan/soal/impor/", "Impor soal"),
    Screen("/admin/angkatan/soal/ekspor/", "Ekspor soal"),
)
MARKING = (
    Screen("/admin/angkatan/penilaian/", "Penilaian"),
    Screen("/admin/angkatan/penilaian/esai/", "Esai"),
    Screen("/admin/angkatan/penilaian/esai/", "", via=("main tbody th a",)),
    Screen(QUIZZES, "Kuis"),
    Screen(QUIZZES, "Kuis Whole of Government", via=("main tbody th a",)),
    Screen("/admin/angkatan/penilaian/", "Jurnal belajar", via=(PEOPLE_OF_WORK,)),
    Screen(
        "/admin/angkatan/penilaian/",
        "",
        via=("main a[href*='angkatan-iii-2019/tugas/']", "main tbody th a"),
    ),
)
RULES = (
    Screen(ACTIVITIES, "Kegiatan dan aturan"),
    Screen(ACTIVITIES, "Mulai dari peta", via=(ACTIVITY,)),
    Screen(ACTIVITIES, "Kuis Whole of Government", via=(GRADED,)),
    Screen(ACTIVITIES, "Jurnal belajar", via=("main tr:has-text('Jurnal') th a",)),
    Screen(ACTIVITIES, "", via=(ACTIVITY, "main a[href*='/peserta/']")),
    Screen(ACTIVITIES, "Mulai dari peta", via=(ACTIVITY, "main a[href$='/bebaskan/']")),
    Screen("/admin/angkatan/angkatan-iii-2019/perubahan/", "Perubahan kurikulum"),
    Screen(QUIZZES, "Nilai ulang", via=("main tbody th a", "main a[href*='/nilai-ulang/']")),
    Screen(COURSES, "Gandakan", via=(COURSE, "main a[href$='/gandakan/']")),
)
PLANNING = (
    Screen(TIMETABLE, "Jadwal"),
    Screen(f"{TIMETABLE}tahap/", "Tahap"),
    Screen(f"{TIMETABLE}sesi/baru/", "Sesi baru"),
    Screen(f"{TIMETABLE}impor/", "Impor jadwal"),
    Screen(f"{III}/kelompok/", "Kelompok belajar"),
    Screen("/admin/ruang/", "Ruang"),
    Screen("/admin/hari-libur/", "Hari libur"),
    Screen("/admin/aturan-kehadiran/", "Mengubah: Aturan kehadiran", via=(ROW,)),
)
ATTENDANCE = (
    Screen(TIMETABLE, "Overview Kebijakan", via=(ROLL,)),
    Screen(TIMETABLE, "Impor lembar kehadiran", via=(ROLL, "main a[href$='/lembar/']")),
    Screen(TIMETABLE, "Seminar Hasil", via=(OPEN_ROLL,)),
    Screen(TIMETABLE, "Seminar Hasil", via=(OPEN_ROLL, "main a[href$='/layar/']")),
    Screen(f"{III}/kehadiran/", "Kehadiran"),
    Screen(f"{III}/kehadiran/kecurigaan/", "Perlu dilihat lagi"),
)
GUIDING = (
    Screen(f"{III}/coaching/", "Coaching dan mentor"),
    Screen(f"{III}/coaching/mentor/", "Impor mentor"),
    Screen(f"{III}/coaching/", "Mentor", via=("main tbody a[href$='/mentor/']",)),
    Screen(f"{III}/aktualisasi/", "Aktualisasi"),
)
SCHEMES = "/admin/skema-nilai/"
GRADUATION = "/admin/angkatan/angkatan-i-2019/kelulusan/"
GRADUATION_II = "/admin/angkatan/angkatan-ii-2019/kelulusan/"
DECIDING = (
    Screen(f"{III}/nilai/", "Nilai"),
    Screen(f"{III}/nilai/komponen/SP/", "Evaluasi sikap perilaku"),
    Screen(f"{III}/nilai/komponen/SP/", "", via=(ACTIVITY,)),
    Screen(f"{III}/nilai/komponen/SP/atur/", "Evaluasi sikap perilaku"),
    Screen(f"{III}/nilai/impor/", "Impor nilai"),
    Screen(f"{III}/skema-nilai/", "Skema penilaian"),
    Screen(SCHEMES, "Mengubah: Peraturan LAN", via=(ROW,)),
    Screen(GRADUATION, "Kelulusan"),
    Screen(f"{GRADUATION}rapat/1/", "Rapat kelulusan 1"),
    Screen(f"{GRADUATION}rapat/1/", "", via=(ACTIVITY,)),
    Screen(GRADUATION_II, "Kelulusan"),
    Screen(f"{GRADUATION_II}rapat/baru/", "Buka rapat"),
)
STAFF = {
    "administrator": (
        DASHBOARD,
        Screen("/admin/pages/4/", "Menjelajah: Katalog"),
        Screen(
            "/admin/pages/search/?q=Mengapa+WoG",
            "Mengubah Materi",
            via=("main a[href$='/edit/']",),
        ),
        Screen("/admin/pages/add/courses/coursepage/4/", "Baru: Mata pelatihan"),
        Screen("/admin/images/", "Gambar"),
        Screen("/admin/documents/", "Dokumen"),
        Screen("/katalog/whole-of-government/mengapa-wog/", "Mengapa WoG"),
        Screen("/belajar/angkatan-iii-2019/", "Angkatan III Tahun 2019"),
        Screen("/admin/tidak-ada/", "Halaman ini tidak ada", status=404),
    ),
    "penyelenggara": (
        DASHBOARD,
        *RULES,
        *PLANNING,
        *ATTENDANCE,
        *GUIDING,
        *DECIDING,
        Screen("/admin/angkatan/", "Angkatan"),
        Screen("/admin/angkatan/?state=running", "Angkatan"),
        Screen("/admin/angkatan/?q=zzz", "Angkatan"),
        Screen("/admin/angkatan/new/", "Baru: Angkatan"),
        Screen("/admin/angkatan/edit/2/", "Mengubah: Angkatan"),
        Screen("/admin/angkatan/angkatan-i-2019/", "Angkatan I Tahun 2019"),
        Screen("/admin/angkatan/angkatan-ii-2019/?state=completed", "Angkatan II Tahun 2019"),
        Screen("/admin/angkatan/angkatan-iii-2019/?q=zzz", "Angkatan III Tahun 2019"),
        Screen("/admin/angkatan/angkatan-v-2019/", "Angkatan V Tahun 2019"),
        Screen("/admin/angkatan/angkatan-iii-2019/", "", via=(PERSON,)),
        Screen("/admin/angkatan/angkatan-iii-2019/", "", via=(PERSON, "a[href$='/keluarkan/']")),
        Screen("/admin/angkatan/angkatan-v-2019/mulai/", "Mulai angkatan"),
        Screen("/admin/angkatan/angkatan-ii-2019/tutup/", "Tutup angkatan"),
        Screen("/admin/angkatan/angkatan-ii-2019/sertifikat/", "Terbitkan sertifikat"),
        Screen("/admin/angkatan/angkatan-i-2019/sertifikat/", "Terbitkan sertifikat"),
        Screen("/admin/angkatan/angkatan-iii-2019/petugas/", "Petugas"),
        Screen("/admin/angkatan/daftar-peserta/", "Impor peserta"),
        Screen("/admin/program/", "Program"),
        Screen("/admin/program/", "Periksa: Latsar", via=(f"{ROW}:has-text('Latsar')",)),
        Screen(
            "/admin/program/",
            "Gandakan",
            via=(f"{ROW}:has-text('Latsar')", "main a[href$='/gandakan/']"),
        ),
        Screen("/admin/orang/", "Orang"),
        Screen("/admin/orang/", "Mengubah", via=(ROW,)),
        Screen("/admin/orang/new/", "Baru: Orang"),
        Screen("/admin/instansi/", "Instansi"),
        Screen("/admin/instansi/", "Mengubah: Pemerintah", via=(f"{ROW}:has-text('Pemerintah')",)),
        Screen("/admin/sertifikat/", "Sertifikat"),
        Screen("/admin/sertifikat/", "Periksa", via=(ROW,)),
    ),
    "widyaiswara": (
        DASHBOARD,
        *WRITING,
        *MARKING,
        Screen("/admin/angkatan/kehadiran/", "Kehadiran"),
        Screen(
            "/admin/pages/search/?q=Kuis+Whole", "Mengubah Kuis", via=("main a[href$='/edit/']",)
        ),
        Screen(
            "/admin/pages/search/?q=Tugas+kasus",
            "Mengubah Tugas",
            via=("main a[href$='/edit/']",),
        ),
        Screen("/admin/angkatan/angkatan-iii-2019/", "Angkatan III"),
        Screen("/belajar/angkatan-iii-2019/diskusi/", "Diskusi"),
    ),
    "coach": (
        DASHBOARD,
        Screen(f"{III}/coaching/saya/", "Peserta bimbingan"),
        Screen(f"{III}/coaching/saya/", "", via=(PERSON,)),
        Screen(f"{III}/aktualisasi/", "", via=(PERSON,)),
        Screen(f"{III}/aktualisasi/", "", via=("main tbody a[href*='/naskah/']",)),
    ),
    "pimpinan": (DASHBOARD, Screen("/admin/angkatan/angkatan-iii-2019/", "Angkatan III")),
    "kontak-instansi": (DASHBOARD, Screen("/admin/angkatan/angkatan-iii-2019/", "Angkatan III")),
}
