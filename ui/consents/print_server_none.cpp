#include "ui/consents/print_server.h"

namespace dermis {

std::shared_ptr<PrintServer> systemPrintServer()
{
    return nullptr;
}

} // namespace dermis
