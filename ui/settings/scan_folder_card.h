#pragma once

#include "ui/widgets/card.h"

class QRadioButton;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class TextLabel;

/// The folder of this computer that the scanner writes into: chosen, forgotten, and what happens to the files in it.
class ScanFolderCard : public Card
{
    Q_OBJECT
public:
    explicit ScanFolderCard(ClinicContext &context, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void choose();
    void take(const QString &folder);
    void forget();
    void chooseKeeping();

    ClinicContext &m_context;
    TextLabel *m_folder;
    Button *m_choose;
    Button *m_forget;
    QRadioButton *m_keep;
    QRadioButton *m_delete;
    ErrorBanner *m_banner;
};

} // namespace dermis
