"""What people of the demonstration write: answers, journals, works, and what is said of them."""

ESSAYS = (
    (
        "Di unit kami warga yang mengurus surat pindah datang dua kali karena alamat "
        "lamanya dicocokkan lewat telepon. Saya mencatat sebelas kejadian dalam dua "
        "minggu. Hubungan dengan kantor kecamatan baru berupa pertukaran informasi: tidak"
        " ada rencana atau petugas bersama. Langkah terkecil yang saya usulkan ialah satu"
        " lembar isian alamat yang sama di kedua kantor, disepakati kedua kepala seksi "
        "dan dicoba selama dua minggu. Keberhasilannya dihitung dari jumlah warga yang "
        "tidak perlu datang untuk kedua kalinya."
    ),
    (
        "Pasien rujukan menunggu karena nama di surat rujukan dan di pendaftaran ditulis "
        "berbeda. Buktinya catatan petugas malam selama sepuluh hari. Kerja sama dengan "
        "puskesmas termasuk dialog; kami hanya saling memberi tahu bila ada masalah. Saya"
        " mengusulkan agar kedua pihak memakai ejaan KTP dan mencantumkan nomor berkas "
        "yang sama. Hambatannya kebiasaan menyingkat nama, jadi kepala ruangan perlu ikut"
        " mengingatkan pada minggu pertama."
    ),
    (
        "Menurut saya yang diajak cukup pihak yang memegang bagian persoalan, dan tugas "
        "pokok mereka tetap. Contohnya penataan jalur evakuasi: perhubungan mengatur "
        "parkir, desa mengenal pemilik warung, dan penanggulangan bencana mengurus papan."
        " Untuk mengganti papan yang rusak, satu instansi saja cukup."
    ),
    ("Kerja sama lintas instansi itu penting supaya pelayanan lebih baik dan masyarakat puas."),
)

JOURNALS = (
    {
        "main_ideas": (
            "Selama ini saya mengira kerja sama berarti rapat bersama. Pelajaran ketiga "
            "mengubahnya: berkas Excel yang kami kirim setiap Jumat ternyata baru "
            "pertukaran informasi."
            "\n\n"
            "Yang masih membingungkan adalah batas antara joint planning dan joint "
            "working, karena di kantor kami rencananya bersama tetapi petugasnya kadang "
            "dipinjamkan."
        ),
        "application": (
            "Saya akan menggambar alur surat pengantar dari loket sampai tanda tangan, "
            "lalu menandai sambungannya. Gambar itu saya tunjukkan kepada mentor pada "
            "hari Senin."
            "\n\n"
            "Hal kecil yang saya coba: mencantumkan nama unit mitra dalam laporan "
            "mingguan."
        ),
    },
    {
        "main_ideas": (
            "Saya teringat seorang bapak yang pulang karena fotokopinya kurang satu. "
            "Semua petugas bekerja benar, tetapi urusannya tidak selesai. Itulah beda "
            "kerja sektoral dan WoG."
            "\n\n"
            "Saya juga belajar bahwa hubungan yang lebih dekat belum tentu lebih baik."
        ),
        "application": (
            "Di unit saya, isian alamat pada dua formulir berbeda urutannya. Saya akan "
            "mengumpulkan contoh salah catat selama seminggu, lalu mengusulkan satu "
            "urutan kepada atasan."
        ),
    },
    {
        "main_ideas": (
            "Ego sektoral jarang lahir dari niat buruk. Kalimat ini membuat saya bertanya"
            " apa yang membuat seksi sebelah enggan berbagi data. Ternyata mereka pernah "
            "ditegur karena data yang tersebar di grup percakapan."
        ),
        "application": (
            "Saya mengusulkan daftar singkat: data apa yang boleh dikirim, oleh siapa, "
            "lewat saluran mana. Minggu depan saya minta waktu sepuluh menit dalam rapat "
            "seksi."
        ),
    },
)

CASES = (
    (
        "Urusan yang saya ikuti ialah surat keterangan domisili untuk mendaftar sekolah. "
        "Berkas melewati loket, petugas pencocokan, kepala seksi, lalu kantor kelurahan. "
        "Di sambungan kedua berkas menunggu paling lama, rata-rata satu hari, karena "
        "alamat diketik ulang dari foto yang dikirim lewat pesan."
        "\n\n"
        "Hubungan dengan kelurahan termasuk pertukaran informasi. Buktinya tidak ada "
        "jadwal bersama dan tidak ada petugas yang ditugaskan khusus."
        "\n\n"
        "Langkah yang saya usulkan ialah lembar alamat yang sama di kedua kantor, diisi "
        "sekali oleh pemohon. Hubungannya naik menjadi joint planning, cukup untuk "
        "masalah ini."
        "\n\n"
        "Hambatannya dua: formulir lama masih banyak, dan petugas khawatir disalahkan "
        "bila ada salinan yang tercecer. Kepala seksi dapat menetapkan masa peralihan, "
        "dan lembar itu hanya memuat data yang diperlukan."
    ),
    (
        "Saya memilih kasus nama pasien yang berbeda di tiga meja. Di rumah sakit tempat "
        "saya bertugas, pendaftaran, laboratorium, dan farmasi mencatat sendiri-sendiri. "
        "Selama dua minggu saya menghitung sembilan kejadian nama tidak cocok, dan empat "
        "di antaranya membuat hasil tertahan lebih dari satu jam."
        "\n\n"
        "Ketiganya satu rumah sakit, tetapi hubungannya baru saling memberi tahu. Saya "
        "mengusulkan satu aturan penulisan nama menurut KTP dan kolom nomor rekam medis "
        "yang wajib diisi pada ketiga formulir."
        "\n\n"
        "Hambatan terbesar ialah kolom nama yang pendek pada sistem lama. Bagian "
        "teknologi dapat membantu, dan sementara itu nama lengkap ditulis pada kolom "
        "catatan. Keberhasilan saya ukur dari jumlah hasil yang tertahan tiap minggu."
    ),
    (
        "Warga yang membuka warung mengurus izin di kecamatan, lalu mengulang isian yang "
        "sama untuk retribusi sampah. Saya menghitung tujuh isian yang sama persis."
        "\n\n"
        "Kerja samanya termasuk penyertaan: kecamatan tahu ada retribusi, tetapi jadwal "
        "dan datanya tidak dibahas bersama. Saya mengusulkan formulir gabungan untuk "
        "tujuh isian itu, dibagikan di kecamatan."
        "\n\n"
        "Hambatannya wewenang mencetak formulir. Camat dan kepala dinas perlu "
        "menyepakatinya lebih dahulu."
    ),
)

PRAISE = (
    ("Contohnya nyata dan mudah diikuti. Teruskan pengamatan ini pada masa habituasi."),
    ("Analisisnya rapi dan buktinya disebut. Langkah yang diusulkan sudah dalam jangkauan Anda."),
    ("Anda jujur tentang hal yang belum jelas, dan itu membuat tulisan ini berguna."),
)

RETURNS = (
    (
        "Titik macetnya sudah tampak, tetapi buktinya belum ada. Tambahkan hitungan atau "
        "satu kejadian."
    ),
    (
        "Langkah yang diusulkan masih bergantung pada pihak yang jauh. Kecilkan sampai "
        "mentor Anda dapat menyetujuinya."
    ),
)
ADDITION = (
    "\n\n"
    "Tambahan setelah dibaca widyaiswara: selama lima hari kerja saya menghitung berkas "
    "yang menunggu di sambungan itu. Jumlahnya empat belas, dan sembilan di antaranya "
    "karena isian alamat."
)
