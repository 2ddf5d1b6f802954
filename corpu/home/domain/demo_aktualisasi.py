"""What people of the demonstration plan and do at their workplaces; everything here is invented."""

import datetime as dt
from dataclasses import dataclass

from corpu.home.domain.demo_plan import COMPLETE, IN_THE_MIDDLE, NEARLY_DONE, Ending, draw
from corpu.home.domain.demo_story import CohortStory
from corpu.home.domain.demo_timetable import CAMPUS, HABITUATION, phase_dates

# Of a hundred people on campus, how many have handed in a plan, and how many had it returned.
_HANDED_IN, _RETURNED = 45, 15
_BEFORE_THE_END = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class IssueStory:
    """An issue with urgency, seriousness and growth, one to five each."""

    title: str
    description: str
    usg: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ActivityStory:
    """An activity with its output and its two stages."""

    title: str
    output: str
    stages: tuple[str, str]


@dataclass(frozen=True, slots=True)
class AktualisasiStory:
    """One aktualisasi from the issues to what became of it."""

    unit: str
    issues: tuple[IssueStory, ...]
    analysis: str
    causes: tuple[tuple[str, str], ...]
    title: str
    idea: str
    activities: tuple[ActivityStory, ...]
    impact: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person comes: when the plan is written, how it ends, until when they work."""

    planned_on: dt.date
    ending: Ending
    worked_until: dt.date | None = None
    is_reported: bool = False


def progress_of(story: CohortStory, key: str) -> Progress | None:
    """How far the person named by `key` has come in a cohort; None: nothing is written yet."""
    phases = phase_dates(story.starts_on, story.ends_on)
    planned_on = phases[CAMPUS][1] - _BEFORE_THE_END
    if story.stage == COMPLETE:
        return Progress(planned_on, Ending.DONE, phases[HABITUATION][1], is_reported=True)
    if story.stage == NEARLY_DONE:
        return Progress(planned_on, Ending.DONE, story.worked_until)
    chance = draw(key, "plan", 100)
    if story.stage != IN_THE_MIDDLE or chance >= _HANDED_IN + _RETURNED:
        return None
    ending = Ending.WAITING if chance < _HANDED_IN else Ending.AGAIN
    return Progress(story.worked_until, ending)


def is_answered(key: str) -> bool:
    """Whether the mentor has answered a weekly report of a cohort that still works."""
    return draw(key, "week", 3) > 0


CONTRIBUTION = (
    "Kegiatan ini mendukung misi instansi untuk memberi pelayanan yang cepat, jelas, dan "
    "dapat dipertanggungjawabkan."
)
VALUE_WORDS = "Nilai {value} tampak ketika saya {stage}."
WEEK_WORDS = "{stage} selesai dikerjakan; hasilnya sudah saya tunjukkan kepada mentor."
OBSTACLE = "Data dari seksi lain datang terlambat dua hari."
SOLUTION = "Saya menjemput datanya langsung dan menyepakati hari penyerahan berikutnya."
RESULT = "{output} tersedia dan dipakai oleh rekan seunit."
REMARK = "Satu tahapan bergeser dari jadwal karena hari libur; hasilnya tidak berubah."
FOLLOW_UP = "Unit menetapkan seorang penanggung jawab supaya caranya tetap dipakai."
CONCLUSION = "Isu inti berkurang dan cara kerja baru dapat diteruskan tanpa biaya tambahan."
COMMENTS = (
    "Rencananya jelas dan dapat dikerjakan. Jaga jadwalnya.",
    "Baik. Libatkan petugas loket sejak minggu pertama.",
)
RETURN = "Keluaran kegiatan ketiga belum terukur. Sebutkan jumlahnya, lalu ajukan lagi."
CONSULTATION = "Membahas isu inti dan kegiatan minggu ini; langkah berikutnya sudah disepakati."
MENTORS = (
    ("Endah Purwaningrum", "197903122005012003", "Kepala Subbagian Umum dan Kepegawaian"),
    ("Rudi Hartawan", "197606212003121004", "Kepala Seksi Pelayanan"),
    ("Tini Sumartini", "198105052006042005", "Kepala Subbidang Perencanaan"),
    ("Asep Kurniadi", "197811302002121006", "Kepala Seksi Data dan Informasi"),
    ("Wahyu Prasetya", "198007172008011007", "Kepala Subbagian Program"),
)

STORIES = (
    AktualisasiStory(
        unit="Loket pelayanan administrasi",
        issues=(
            IssueStory(
                "Pemohon datang berulang karena persyaratan tidak lengkap",
                "Tiga dari sepuluh pemohon pulang tanpa dilayani.",
                (5, 4, 4),
            ),
            IssueStory(
                "Arsip permohonan sulit dicari",
                "Satu berkas dicari rata-rata dua puluh menit.",
                (3, 4, 3),
            ),
        ),
        analysis=(
            "Pemohon baru mengetahui kekurangan berkas di loket. Jika dibiarkan, antrean makin "
            "panjang dan kepercayaan masyarakat turun."
        ),
        causes=(
            ("material", "Daftar persyaratan hanya ditempel di kantor."),
            ("method", "Tidak ada pemeriksaan awal sebelum antre."),
        ),
        title="Daftar periksa persyaratan yang dapat dibaca sebelum datang",
        idea=(
            "Satu lembar daftar periksa bergambar, dibagikan lewat pesan singkat, kantor desa, "
            "dan meja depan, sehingga pemohon datang dengan berkas yang lengkap."
        ),
        activities=(
            ActivityStory(
                "Mencatat kekurangan berkas selama satu minggu",
                "Satu tabel kekurangan berkas menurut jenis layanan",
                ("menyusun lembar catatan bersama petugas loket", "merekap catatan setiap sore"),
            ),
            ActivityStory(
                "Menyusun daftar periksa bergambar",
                "Empat daftar periksa, satu untuk tiap layanan",
                ("menulis naskah dalam bahasa yang mudah", "menguji naskah pada lima pemohon"),
            ),
            ActivityStory(
                "Menyepakati daftar periksa dengan pimpinan",
                "Satu notula kesepakatan",
                ("memaparkan naskah kepada kepala seksi", "memperbaiki naskah menurut arahan"),
            ),
            ActivityStory(
                "Membagikan daftar periksa",
                "Daftar periksa terpasang di enam kantor desa",
                ("mengirim berkas kepada perangkat desa", "menempatkan lembar di meja depan"),
            ),
            ActivityStory(
                "Mengukur hasil setelah dua minggu",
                "Satu laporan perbandingan sebelum dan sesudah",
                ("mencatat kembali kekurangan berkas", "membahas hasilnya dalam rapat unit"),
            ),
        ),
        impact="Pemohon yang pulang tanpa dilayani turun dari tiga menjadi satu dari sepuluh.",
    ),
    AktualisasiStory(
        unit="Subbagian kepegawaian",
        issues=(
            IssueStory(
                "Usul kenaikan gaji berkala sering terlambat",
                "Pegawai menanyakan sendiri giliran mereka.",
                (4, 4, 4),
            ),
            IssueStory(
                "Data keluarga pegawai tidak mutakhir",
                "Perubahan dilaporkan lisan dan tidak dicatat.",
                (3, 3, 4),
            ),
        ),
        analysis=(
            "Tidak ada pengingat giliran kenaikan gaji berkala. Jika dibiarkan, hak pegawai "
            "terlambat dan pekerjaan menumpuk di akhir tahun."
        ),
        causes=(
            ("tools", "Tanggal giliran tersebar di buku dan lembar yang berbeda."),
            ("people", "Hanya satu orang yang hafal urutannya."),
        ),
        title="Kalender giliran kenaikan gaji berkala",
        idea=(
            "Satu tabel bersama dengan tanggal giliran setiap pegawai, yang menandai nama tiga "
            "bulan sebelumnya, disertai contoh berkas yang lengkap."
        ),
        activities=(
            ActivityStory(
                "Mengumpulkan tanggal giliran seluruh pegawai",
                "Satu tabel berisi tanggal giliran 64 pegawai",
                ("membaca surat keputusan terakhir", "mencocokkannya dengan pegawai terkait"),
            ),
            ActivityStory(
                "Membuat tabel pengingat",
                "Satu tabel pengingat yang diuji",
                ("menyusun rumus penanda tiga bulan", "menguji tabel dengan data tahun lalu"),
            ),
            ActivityStory(
                "Menyusun contoh berkas usul",
                "Satu map contoh berkas lengkap",
                ("memilih contoh yang benar", "menghapus data pribadi dari contoh"),
            ),
            ActivityStory(
                "Melatih pengelola kepegawaian",
                "Empat pengelola mampu memakai tabel",
                ("menyiapkan panduan satu halaman", "mendampingi pemakaian pertama"),
            ),
            ActivityStory(
                "Menilai pemakaian selama dua minggu",
                "Satu catatan penilaian dan perbaikan",
                ("memeriksa usul yang masuk", "mencatat saran pengelola"),
            ),
        ),
        impact="Seluruh usul untuk triwulan berikutnya sudah siap sebelum tanggal gilirannya.",
    ),
    AktualisasiStory(
        unit="Pelayanan gizi puskesmas",
        issues=(
            IssueStory(
                "Hasil penimbangan balita terlambat masuk laporan",
                "Kader menyerahkan catatan kertas sekali sebulan.",
                (5, 5, 4),
            ),
            IssueStory(
                "Jadwal posyandu tidak diketahui ibu muda",
                "Pengumuman hanya lewat pengeras suara.",
                (4, 3, 3),
            ),
        ),
        analysis=(
            "Balita yang berat badannya tidak naik baru diketahui sebulan kemudian. Jika "
            "dibiarkan, penanganannya terlambat."
        ),
        causes=(
            ("method", "Catatan dikumpulkan sekali sebulan."),
            ("tools", "Kader tidak mempunyai lembar yang seragam."),
        ),
        title="Lembar penimbangan seragam yang dikirim pada hari yang sama",
        idea=(
            "Satu lembar seragam difoto dan dikirim kader pada hari penimbangan; petugas gizi "
            "memeriksa dan menelepon keluarga yang perlu dikunjungi."
        ),
        activities=(
            ActivityStory(
                "Memetakan alur catatan dari empat posyandu",
                "Satu bagan alur catatan",
                ("mewawancarai kader", "menggambar alur bersama bidan desa"),
            ),
            ActivityStory(
                "Menyusun lembar seragam",
                "Satu lembar penimbangan yang disepakati",
                ("membandingkan lembar yang ada", "menguji lembar di satu posyandu"),
            ),
            ActivityStory(
                "Melatih kader",
                "Dua belas kader terlatih",
                ("menyiapkan contoh foto yang terbaca", "berlatih mengisi dan mengirim"),
            ),
            ActivityStory(
                "Menjalankan pengiriman pada hari yang sama",
                "Catatan empat posyandu masuk pada hari penimbangan",
                ("menerima dan memeriksa foto", "menghubungi keluarga yang perlu dikunjungi"),
            ),
            ActivityStory(
                "Mengevaluasi bersama kader",
                "Satu notula evaluasi",
                ("menghitung catatan yang tepat waktu", "menyepakati perbaikan lembar"),
            ),
        ),
        impact="Catatan masuk pada hari yang sama dan tujuh keluarga dikunjungi dalam seminggu.",
    ),
    AktualisasiStory(
        unit="Seksi data dan pelaporan",
        issues=(
            IssueStory(
                "Data antarseksi berbeda untuk hal yang sama",
                "Jumlah sasaran program berbeda di tiga laporan.",
                (4, 5, 4),
            ),
            IssueStory(
                "Laporan bulanan dikerjakan dua kali",
                "Setiap seksi mengetik ulang data yang sama.",
                (4, 3, 4),
            ),
        ),
        analysis=(
            "Setiap seksi menyimpan tabel sendiri. Jika dibiarkan, keputusan diambil dari angka "
            "yang tidak sama."
        ),
        causes=(
            ("method", "Tidak ada kesepakatan sumber data."),
            ("people", "Pengelola data tiap seksi jarang bertemu."),
        ),
        title="Satu tabel sasaran untuk semua seksi",
        idea=(
            "Satu tabel sasaran yang dipakai bersama, dengan penanggung jawab tiap kolom dan "
            "hari pemutakhiran yang disepakati."
        ),
        activities=(
            ActivityStory(
                "Membandingkan data tiga seksi",
                "Satu daftar perbedaan data",
                ("mengumpulkan tabel terakhir", "menandai angka yang berbeda"),
            ),
            ActivityStory(
                "Menyepakati sumber dan penanggung jawab",
                "Satu berita acara kesepakatan",
                ("mengundang pengelola data", "mencatat keputusan tiap kolom"),
            ),
            ActivityStory(
                "Menyusun tabel bersama",
                "Satu tabel bersama yang terisi",
                ("merancang kolom dan keterangannya", "memindahkan data yang disepakati"),
            ),
            ActivityStory(
                "Memakai tabel untuk laporan bulan ini",
                "Laporan tiga seksi dengan angka yang sama",
                ("mengisi laporan dari tabel", "memeriksa kesamaan angkanya"),
            ),
            ActivityStory(
                "Menyerahkan cara kerja kepada pengelola",
                "Satu panduan dua halaman",
                ("menulis panduan", "menyerahkannya dalam rapat"),
            ),
        ),
        impact="Ketiga laporan bulan ini memakai angka yang sama dan selesai dua hari lebih awal.",
    ),
)
