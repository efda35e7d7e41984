// Prints the sample sheet's PDF bytes to standard output.
#include "core/consents/sheet_painter.h"
#include "tests/core/consents/sample_sheet.h"

#include <QGuiApplication>

#include <cstdio>

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    const auto pdf = dermis::sheetPdf(dermis::test::sampleSheet());
    if (!pdf)
        return 1;
    return std::fwrite(pdf->constData(), 1, static_cast<size_t>(pdf->size()), stdout) ==
                   static_cast<size_t>(pdf->size())
               ? 0
               : 1;
}
