#include "ui/printing/painted_print_server.h"

namespace dermis {

std::shared_ptr<PrintServer> systemPrintServer()
{
    return std::make_shared<PaintedPrintServer>();
}

} // namespace dermis
