"""Prepares page tree, agencies, roles, designs and curricula of an installation."""

from typing import Any

from django.core.management.base import BaseCommand

from corpu.home.services.installation import prepare_installation


class Command(BaseCommand):
    help = "Siapkan beranda, instansi, peran, desain dokumen, dan kurikulum; aman diulang."

    def handle(self, *args: Any, **options: Any) -> None:
        report = prepare_installation().curricula
        self.stdout.write(
            f"Situs siap. Kurikulum: {len(report.created)} baru, {len(report.updated)} diperbarui, "
            f"{len(report.unchanged)} tetap, {len(report.kept)} suntingan penulis dipertahankan."
        )
