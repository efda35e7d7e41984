#pragma once

#include "core/safety/rule_set.h"

#include <QWidget>

class QCheckBox;

namespace dermis {

class Button;
class PasswordLine;
class TextLabel;

/// Which rules hold; a proposed set can be signed off here by the dermatologist, after reading what is
/// signed and choosing the severity of the few rules that the practice may set.
class RuleSetBar : public QWidget
{
    Q_OBJECT
public:
    explicit RuleSetBar(QWidget *parent = nullptr);
    /// Whoever signs off proves once more who they are, where `asksPassword`.
    void show(const RuleSetInForce &inForce, bool maySign, bool asksPassword);
    using QWidget::show;

Q_SIGNALS:
    /// `password` is empty where none is asked for.
    void signOffRequested(const dermis::Adjustments &adjustments, const QString &password);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void askFirst(bool asking);
    void confirm();
    void tellWhatIsSigned();
    void offerSeverities(const Adjustments &adjustments);
    Adjustments adjustments() const;

    TextLabel *m_words;
    TextLabel *m_question;
    QWidget *m_severities;
    QMap<QString, QCheckBox *> m_mayBeSet; ///< by rule
    Adjustments m_kept;                    ///< those of before that are not offered here
    PasswordLine *m_password;
    Button *m_signOff;
    Button *m_confirm;
    Button *m_notNow;
    bool m_isSigned = true;
    bool m_maySign = false;
    bool m_asksPassword = false;
    bool m_isAsking = false;
};

} // namespace dermis
