#pragma once

#include "core/base/result.h"
#include "ui/settings/settings_section.h"

#include <QDateTime>

#include <memory>

class QLineEdit;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class PasswordLine;
class PrintServer;
class RecoveryKeyView;
class SheetPane;
class TextLabel;
struct Practice;

/// The key on paper that opens an encrypted clinic when every password is lost: made, shown once, and
/// checked.
class RecoveryKeySection : public SettingsSection
{
    Q_OBJECT
public:
    /// `server` may be null: then the key is written by hand.
    RecoveryKeySection(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    void refresh() override;

private:
    /// A new key as it is shown.
    struct NewKey
    {
        QString text;
        QString qrText;
    };

    QWidget *makeMaking();
    QWidget *makeProof();
    bool asksPassword() const;
    void showReady();
    QWidget *makeShown();
    QWidget *makeChecking();
    void askFirst();
    void make();
    void showKey(const Result<NewKey> &key);
    void print();
    void showPane(bool shown);
    void putAway();
    void check();
    void tellChecked(const Result<Practice> &checked);

    ClinicContext &m_context;
    QDateTime m_madeAt;
    bool m_isMaking = false;
    QString m_key; ///< while it is shown
    ErrorBanner *m_banner;
    TextLabel *m_state;
    QWidget *m_proof; ///< the person's password, asked for again
    PasswordLine *m_own;
    Button *m_make;
    QWidget *m_shown;
    RecoveryKeyView *m_view;
    Button *m_print;
    Button *m_written;
    QWidget *m_checking;
    SheetPane *m_sheet;
    QLineEdit *m_typed;
    Button *m_check;
    ErrorBanner *m_checked;
};

} // namespace dermis
